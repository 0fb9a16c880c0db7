#include "refresh.hpp"

#include "message.hpp"

#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace devenv::shim {

bool refresh(const std::string& home, char* const* environment)
{
    const auto program = home + "/bin/devenv";
    char name[] = "devenv";
    char command[] = "refresh";
    char* const argv[] = {name, command, nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    // What is typed ahead belongs to the shell, and stdout is code that the shell will run.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        write_message({"error: cannot enter this project: devenv itself is not at `",
                       std::string_view{program},
                       "`\nhint: install devenv again, or set DEVENV_DISABLE=1\n"});
        return false;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return true;
}

} // namespace devenv::shim
