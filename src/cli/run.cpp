#include <devenv/cli/cli.hpp>

#include <devenv/base/files.hpp>
#include <devenv/base/text.hpp>

#include "command.hpp"

#include <algorithm>
#include <map>
#include <ostream>

namespace devenv::cli {

namespace fs = std::filesystem;

namespace {

struct Command
{
    const char* name;
    const char* summary;
    const char* example;
    DeclareCommand declare;
};

constexpr const char* internal = ""; // the group that --help does not show

// In the order of --help: the main job first.
constexpr Command commands[] = {
    {"install",
     "Install what the lock names, and activate it here",
     "devenv install --locked",
     declare_install},
    {"lock",
     "Write what everyone gets into devenv.lock",
     "devenv lock --upgrade node",
     declare_lock},
    {"exec",
     "Run a command with the project's environment",
     "devenv exec -- npm start",
     declare_exec},
    {"env",
     "Print the environment of this project",
     "eval \"$(devenv env --shell bash)\"",
     declare_env},
    {"hook",
     "Print the code for a shell's start-up file",
     "eval \"$(devenv hook zsh)\"",
     declare_hook},
    {"which", "Print the program that a name runs here", "devenv which npm", declare_which},
    {"list", "List the tools of this project", "devenv list --json", declare_list},
    {"plugins", "List the tools that devenv knows", "devenv plugins", declare_plugins},
    {"refresh", internal, internal, declare_refresh},
    {"shim", internal, internal, declare_shim},
};

void declare_global_options(CLI::App& app, GlobalOptions& options)
{
    app.add_option("-C", options.folder, "Do as if started in this folder")->type_name("DIR");
    app.add_flag("--json", options.json, "Print one JSON document on standard output");
    app.add_flag("-q,--quiet", options.quiet, "Say nothing but errors");
    app.add_flag("-v,--verbose", options.verbose, "Say more");
    app.add_flag("--no-progress", options.no_progress, "Single lines instead of progress bars");
    app.add_option("--color", options.colour, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN");
    app.set_version_flag("--version", "devenv " DEVENV_VERSION);
}

std::map<const CLI::App*, Action> declare_commands(CLI::App& app)
{
    std::map<const CLI::App*, Action> actions;
    for (const auto& command : commands) {
        auto* const subcommand = app.add_subcommand(command.name, command.summary);
        subcommand->fallthrough();
        if (*command.example != '\0') {
            subcommand->footer(std::string{"Example:\n  "} + command.example);
        } else {
            subcommand->group(internal);
        }
        actions.emplace(subcommand, command.declare(*subcommand));
    }
    return actions;
}

std::vector<std::string> option_names(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const auto* const option : app.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

std::vector<std::string> command_names()
{
    std::vector<std::string> names;
    for (const auto& command : commands) {
        if (*command.example != '\0') {
            names.emplace_back(command.name);
        }
    }
    return names;
}

Error unknown(const std::string& what,
              const std::string& word,
              std::span<const std::string> known,
              const std::string& help)
{
    Error error{"unknown " + what + " `" + word + '`'};
    const auto meant = nearest(word, known);
    error.hint(meant ? "did you mean `" + *meant + "`?" : "run `" + help + '`');
    return error;
}

// What is wrong with a command line that the library refused, in words that name the word.
Error explain(const CLI::ParseError& wrong, const CLI::App& app, const std::vector<std::string>& words)
{
    const auto chosen = app.get_subcommands();
    auto known_options = option_names(app);
    std::string help = "devenv --help";
    if (!chosen.empty()) {
        std::ranges::copy(option_names(*chosen.front()), std::back_inserter(known_options));
        help = "devenv " + chosen.front()->get_name() + " --help";
    }
    if (chosen.empty() && words.empty()) {
        Error error{"which command?"};
        error.hint("run `devenv --help` to see them");
        return error;
    }
    for (const auto& word : words) {
        const auto name = word.substr(0, word.find('='));
        if (word.starts_with("--") && std::ranges::count(known_options, name) == 0) {
            return unknown("option", name, known_options, help);
        }
    }
    const bool first_is_word = !words.empty() && !words.front().starts_with('-');
    if (chosen.empty() && first_is_word) {
        return unknown("command", words.front(), command_names(), help);
    }
    Error error{to_lower(std::string{wrong.what()}.substr(0, 1)) + (wrong.what() + 1)};
    error.hint("run `" + help + '`');
    return error;
}

// The text that an error's location is in, if it is a file of the project.
std::optional<std::string> source_of(const Diagnostic& diagnostic, const fs::path& folder)
try {
    if (!diagnostic.location || diagnostic.location->line == 0) {
        return std::nullopt;
    }
    for (auto level = folder;; level = level.parent_path()) {
        if (auto text = read_file_if_there(level / diagnostic.location->file)) {
            return text;
        }
        if (level == level.parent_path()) {
            return std::nullopt;
        }
    }
} catch (const Error&) {
    return std::nullopt; // the error itself is what matters
}

int tell(const Error& error, const Invocation& invocation)
{
    const auto& diagnostic = error.diagnostic();
    const auto source = source_of(diagnostic, invocation.session.folder);
    invocation.session.err << render(diagnostic, source, invocation.colour());
    return static_cast<int>(diagnostic.exit_code);
}

// A command line, with what another command is to get taken off its end.
struct CommandLine
{
    std::vector<std::string> own; // without the program's name
    std::vector<std::string> words;
};

// `devenv -C x exec -q npm run a --b` is ours up to `npm`: what follows belongs to the command that is run,
// whatever it looks like.
CommandLine split_command_line(int argc, const char* const* argv)
{
    CommandLine line;
    bool runs_another = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word{argv[i]};
        if (runs_another && (word == "--" || !word.starts_with('-'))) {
            line.words.assign(argv + i + (word == "--" ? 1 : 0), argv + argc);
            break;
        }
        line.own.emplace_back(word);
        if ((word == "-C" || word == "--color") && i + 1 < argc) {
            line.own.emplace_back(argv[++i]);
        } else if (!word.starts_with('-')) {
            if (word != "exec" && word != "shim") {
                line.own.insert(line.own.end(), argv + i + 1, argv + argc);
                break;
            }
            runs_another = true;
        }
    }
    return line;
}

// Reads our part of the command line. --help and --version become actions like any other.
Action read_command_line(CLI::App& app,
                         const std::map<const CLI::App*, Action>& actions,
                         const std::vector<std::string>& words)
try {
    std::vector<std::string> last_first{words.rbegin(), words.rend()}; // as the library takes them
    app.parse(last_first);
    return actions.at(app.get_subcommands().front());
} catch (const CLI::Success& done) {
    return [&app, name = done.get_name()](Invocation& told) {
        if (name == "CallForVersion") {
            told.session.out << "devenv " DEVENV_VERSION "\n";
        } else {
            const auto chosen = app.get_subcommands();
            told.session.out << (chosen.empty() ? app.help() : chosen.front()->help());
        }
        return ExitCode::Success;
    };
} catch (const CLI::ParseError& wrong) {
    throw explain(wrong, app, words).exit_with(ExitCode::Usage);
}

void enter_folder(Invocation& invocation)
{
    auto& folder = invocation.session.folder;
    if (!invocation.options.folder.empty()) {
        std::error_code error;
        folder = fs::canonical(folder / invocation.options.folder, error);
        if (error) {
            throw system_error("go to the folder", invocation.options.folder, error.value())
                .exit_with(ExitCode::Usage);
        }
    }
    if (folder.empty()) {
        throw Error{"the current folder no longer exists"}.hint("cd to another one");
    }
}

int dispatch(int argc, const char* const* argv, Invocation& invocation)
{
    CLI::App app{"devenv: a project's runtimes, the same on every machine"};
    app.name("devenv");
    app.require_subcommand(1);
    app.footer("Example:\n  devenv install && devenv exec -- npm start");
    declare_global_options(app, invocation.options);
    const auto actions = declare_commands(app);
    const auto line = split_command_line(argc, argv);
    invocation.words = line.words;
    const auto action = read_command_line(app, actions, line.own);
    invocation.plugins = builtin_plugins();
    invocation.layout = layout_from(invocation.session.env);
    enter_folder(invocation);
    return static_cast<int>(action(invocation));
}

} // namespace

int run(int argc, const char* const* argv, Session& session)
{
    Invocation invocation{session, {}, {}, {}, {}};
    try {
        return dispatch(argc, argv, invocation);
    } catch (const Error& error) {
        return tell(error, invocation);
    } catch (const std::filesystem::filesystem_error& error) {
        return tell(system_error("use", error.path1().native(), error.code().value()), invocation);
    } catch (const std::exception& error) {
        session.err << "error: " << error.what()
                    << "\nhint: this is a mistake in devenv itself; please report it\n";
        return static_cast<int>(ExitCode::Failure);
    }
}

} // namespace devenv::cli
