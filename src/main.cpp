#include <devenv/base/error.hpp>
#include <devenv/cli/cli.hpp>
#include <devenv/fetch/fetcher.hpp>
#include <devenv/platform/host.hpp>
#include <devenv/platform/terminal.hpp>

#include <iostream>

#include <unistd.h>

int main(int argc, char** argv)
{
    std::error_code no_folder; // a folder that was deleted: each command says so if it needs one
    devenv::cli::Session session{
        devenv::capture_env(environ),
        std::filesystem::current_path(no_folder),
        std::cout,
        std::cerr,
        devenv::platform::is_terminal(STDERR_FILENO),
        devenv::platform::this_executable(),
        devenv::make_curl_fetcher,
    };
    return devenv::cli::run(argc, argv, session);
}
