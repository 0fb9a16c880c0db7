#pragma once

#include <devenv/base/env.hpp>
#include <devenv/fetch/fetcher.hpp>

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>

namespace devenv::cli {

// The world that the program runs in, as far as it matters to it. Tests make their own.
struct Session
{
    Env env;
    std::filesystem::path folder; // where it was started; absolute, without links
    std::ostream& out;            // results
    std::ostream& err;            // everything else
    bool err_is_terminal = false;
    std::filesystem::path executable;
    std::function<std::unique_ptr<Fetcher>(const Env&)> make_fetcher;
};

// Does what the command line says, and returns the exit status. Commands that become another program do
// not return.
int run(int argc, const char* const* argv, Session& session);

} // namespace devenv::cli
