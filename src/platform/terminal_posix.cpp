#include <devenv/platform/terminal.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

namespace devenv::platform {

bool is_terminal(int fd)
{
    return ::isatty(fd) == 1;
}

unsigned terminal_width(int fd)
{
    winsize size = {};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return 80;
    }
    return size.ws_col;
}

} // namespace devenv::platform
