#include "../command.hpp"
#include "../hook_templates.hpp"

#include <devenv/base/text.hpp>
#include <devenv/hot/shell_code.hpp>

#include <ostream>

namespace devenv::cli {

namespace {

struct Options
{
    std::string shell;
};

const char* template_of(hot::Shell shell)
{
    switch (shell) {
    case hot::Shell::Bash:
        return hook_bash;
    case hot::Shell::Zsh:
        return hook_zsh;
    case hot::Shell::Fish:
        return hook_fish;
    }
    return nullptr;
}

ExitCode run(const Options& options, Invocation& invocation)
{
    const auto shell = hot::parse_shell(options.shell).value();
    const auto programs = find_programs(invocation.session.executable);
    auto code = replace_all(
        template_of(shell), "@DEVENV_HOOK@", hot::quote(shell, programs.hook.native()));
    code = replace_all(
        code, "@DEVENV_HOME@", hot::quote(shell, invocation.layout.home.native()));
    // The helper hands over to the program by this name, also before anything was ever installed.
    keep_program_link(invocation.layout, programs);
    invocation.session.out << code;
    return ExitCode::Success;
}

} // namespace

Action declare_hook(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_option("shell", options->shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("SHELL");
    return make_action(std::move(options), run);
}

} // namespace devenv::cli
