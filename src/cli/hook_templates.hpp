#pragma once

namespace devenv::cli {

// shims/hook.bash, hook.zsh and hook.fish, put into the program when it is built.
extern const char* const hook_bash;
extern const char* const hook_zsh;
extern const char* const hook_fish;

} // namespace devenv::cli
