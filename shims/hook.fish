# devenv for fish: gives the shell the environment of the project it stands in.
# A prompt at which nothing has changed is noticed with builtins only and starts no process.

set -g _devenv_hook @DEVENV_HOOK@
set -g _devenv_home @DEVENV_HOME@
set -g _devenv_folder '' # where the helper was last asked
set -g _devenv_disable '' # DEVENV_DISABLE at that time
set -g _devenv_generation '' # this and the rest is what the helper said to look at
set -g _devenv_reference ''
set -g _devenv_present
set -g _devenv_absent
set -g _devenv_seen ''
set -g _devenv_warned ''

function _devenv_is_settled --description 'Whether all is as the helper last saw it'
    builtin test "$PWD" = "$_devenv_folder" -a "$DEVENV_DISABLE" = "$_devenv_disable"
    or return 1
    set -l generation ''
    if builtin test -r $_devenv_home/generation
        builtin read -l line <$_devenv_home/generation
        set generation $line
    end
    builtin test "$generation" = "$_devenv_generation"
    or return 1
    for file in $_devenv_present
        builtin test -e $file
        or return 1
        builtin test -n "$_devenv_reference" -a $file -nt "$_devenv_reference"
        and return 1
    end
    for file in $_devenv_absent
        builtin test -e $file
        and return 1
    end
    return 0
end

function _devenv_update --description 'Asks the helper what to change'
    if not builtin test -x $_devenv_hook
        if builtin test -z "$_devenv_warned"
            builtin printf 'devenv: %s is gone; install devenv again or remove its hook from config.fish\n' $_devenv_hook >&2
        end
        set -g _devenv_warned 1
        return 0
    end
    set -g _devenv_folder "$PWD"
    set -g _devenv_disable "$DEVENV_DISABLE"
    DEVENV_HOME=$_devenv_home DEVENV_HOOK_SEEN=$_devenv_seen DEVENV_DISABLE=$_devenv_disable command $_devenv_hook fish | builtin source
end

# After each `cd` too, so that `cd app; and node` has the project's node.
function _devenv_prompt --on-event fish_prompt --on-variable PWD
    _devenv_is_settled
    or _devenv_update
end

if not builtin contains -- $_devenv_home/shims $PATH
    set -gx PATH $_devenv_home/shims $PATH
end
