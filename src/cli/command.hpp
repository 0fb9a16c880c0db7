#pragma once

#include "invocation.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace devenv::cli {

// What a command does once the whole command line is read.
using Action = std::function<ExitCode(Invocation&)>;

// Adds a command's options to `app`, and returns what it does. Nothing runs while options are read.
using DeclareCommand = Action (*)(CLI::App& app);

Action declare_env(CLI::App& app);
Action declare_exec(CLI::App& app);
Action declare_hook(CLI::App& app);
Action declare_install(CLI::App& app);
Action declare_list(CLI::App& app);
Action declare_lock(CLI::App& app);
Action declare_plugins(CLI::App& app);
Action declare_refresh(CLI::App& app);
Action declare_shim(CLI::App& app);
Action declare_which(CLI::App& app);

// A check for options that count something.
std::string positive_number(const std::string& text);

// The usual way to write one: options live as long as the action that reads them.
template <class Options>
Action make_action(std::shared_ptr<Options> options,
                   ExitCode (*run)(const Options&, Invocation&))
{
    return [options = std::move(options), run](Invocation& invocation) {
        return run(*options, invocation);
    };
}

} // namespace devenv::cli
