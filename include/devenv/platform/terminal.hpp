#pragma once

namespace devenv::platform {

bool is_terminal(int fd);

// How many columns the terminal on `fd` has; 80 where it does not tell.
unsigned terminal_width(int fd);

} // namespace devenv::platform
