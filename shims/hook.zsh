# devenv for zsh: gives the shell the environment of the project it stands in.
# A prompt at which nothing has changed is noticed with builtins only and starts no process.

typeset -g _devenv_hook=@DEVENV_HOOK@
typeset -g _devenv_home=@DEVENV_HOME@
typeset -g _devenv_folder=     # where the helper was last asked
typeset -g _devenv_disable=    # DEVENV_DISABLE at that time
typeset -g _devenv_generation= # this and the rest is what the helper said to look at
typeset -g _devenv_reference=
typeset -ga _devenv_present
typeset -ga _devenv_absent
typeset -g _devenv_seen=
typeset -g _devenv_warned=

# Whether all is as the helper last saw it.
_devenv_is_settled() {
    local generation= file
    [[ $PWD == "$_devenv_folder" && ${DEVENV_DISABLE-} == "$_devenv_disable" ]] || return 1
    if [[ -r $_devenv_home/generation ]]; then
        { IFS= builtin read -r generation <"$_devenv_home/generation"; } 2>/dev/null
    fi
    [[ $generation == "$_devenv_generation" ]] || return 1
    for file in "${_devenv_present[@]}"; do
        [[ -e $file ]] || return 1
        [[ -n $_devenv_reference && $file -nt $_devenv_reference ]] && return 1
    done
    for file in "${_devenv_absent[@]}"; do
        [[ -e $file ]] && return 1
    done
    return 0
}

_devenv_update() {
    if [[ ! -x $_devenv_hook ]]; then
        [[ -n $_devenv_warned ]] ||
            builtin print -r -u2 -- "devenv: $_devenv_hook is gone; install devenv again or remove its hook from ~/.zshrc"
        _devenv_warned=1
        return 0
    fi
    _devenv_folder=$PWD
    _devenv_disable=${DEVENV_DISABLE-}
    builtin eval "$(DEVENV_HOME=$_devenv_home DEVENV_HOOK_SEEN=$_devenv_seen \
        DEVENV_DISABLE=$_devenv_disable $_devenv_hook zsh)"
}

# Runs before a prompt, and after each `cd` so that `cd app && node` has the project's node.
_devenv_prompt() {
    local code=$?
    builtin emulate -L zsh
    _devenv_is_settled || _devenv_update || :
    return $code
}

_devenv_load() {
    builtin emulate -L zsh
    if [[ :${PATH-}: != *":$_devenv_home/shims:"* ]]; then
        builtin export PATH="$_devenv_home/shims${PATH+:$PATH}"
    fi
    # What add-zsh-hook does, for shells in which fpath does not lead to it.
    typeset -ga precmd_functions chpwd_functions
    precmd_functions=(_devenv_prompt ${precmd_functions:#_devenv_prompt})
    chpwd_functions=(_devenv_prompt ${chpwd_functions:#_devenv_prompt})
}
_devenv_load
builtin unfunction _devenv_load
