# devenv for bash (3.2 and later): gives the shell the environment of the project it stands in.
# A prompt at which nothing has changed is noticed with builtins only and starts no process.

_devenv_hook=@DEVENV_HOOK@
_devenv_home=@DEVENV_HOME@
_devenv_folder=     # where the helper was last asked
_devenv_disable=    # DEVENV_DISABLE at that time
_devenv_generation= # this and the rest is what the helper said to look at
_devenv_reference=
_devenv_present=()
_devenv_absent=()
_devenv_seen=
_devenv_warned=

# Whether all is as the helper last saw it.
_devenv_is_settled() {
    local generation= file
    [[ $PWD == "$_devenv_folder" && ${DEVENV_DISABLE-} == "$_devenv_disable" ]] || return 1
    if [[ -r $_devenv_home/generation ]]; then
        { IFS= builtin read -r generation <"$_devenv_home/generation"; } 2>/dev/null
    fi
    [[ $generation == "$_devenv_generation" ]] || return 1
    # An empty array counts as unset for `set -u` before bash 4.4.
    for file in ${_devenv_present[@]+"${_devenv_present[@]}"}; do
        [[ -e $file ]] || return 1
        [[ -n $_devenv_reference && $file -nt $_devenv_reference ]] && return 1
    done
    for file in ${_devenv_absent[@]+"${_devenv_absent[@]}"}; do
        [[ -e $file ]] && return 1
    done
    return 0
}

_devenv_update() {
    if [[ ! -x $_devenv_hook ]]; then
        [[ -n $_devenv_warned ]] ||
            builtin printf 'devenv: %s is gone; install devenv again or remove its hook from ~/.bashrc\n' \
                "$_devenv_hook" >&2
        _devenv_warned=1
        return 0
    fi
    _devenv_folder=$PWD
    _devenv_disable=${DEVENV_DISABLE-}
    builtin eval "$(DEVENV_HOME=$_devenv_home DEVENV_HOOK_SEEN=$_devenv_seen \
        DEVENV_DISABLE=$_devenv_disable "$_devenv_hook" bash)"
}

_devenv_prompt() {
    local status=$?
    _devenv_is_settled || _devenv_update || :
    # What runs after this sees the status of the last command; under `set -e` it would end the shell.
    [[ $- == *e* ]] || return "$status"
}

if [[ :${PATH-}: != *":$_devenv_home/shims:"* ]]; then
    builtin export PATH="$_devenv_home/shims${PATH+:$PATH}"
fi
if [[ ${PROMPT_COMMAND[*]-} != *_devenv_prompt* ]]; then
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) &&
        [[ -n ${PROMPT_COMMAND[*]-} && ${PROMPT_COMMAND[@]@a} == *a* ]]; then
        PROMPT_COMMAND=(_devenv_prompt "${PROMPT_COMMAND[@]}")
    else
        PROMPT_COMMAND="_devenv_prompt${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
    fi
fi
