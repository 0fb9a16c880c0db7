#include "../base/failure.hpp"
#include "../project/sample_project.hpp"
#include "catch.hpp"

#include <devenv/activate/activation.hpp>

#include <algorithm>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

// A project with node and go, both installed with programs that do nothing.
struct Installed
{
    TempDir temp;
    Layout layout{temp / "home", temp / "cache", temp / "config"};
    Programs programs{temp.write("installation/bin/devenv", "devenv"),
                      temp.write("installation/libexec/devenv/devenv-shim", "shim"),
                      temp.write("installation/libexec/devenv/devenv-hook", "hook")};
    Project project;
    std::vector<ActiveTool> tools;

    Installed()
    {
        temp.write("app/devenv.toml", "[tools]\nnode = \"22\"\ngo = \"1.22\"\n");
        project = load_project(temp / "app", plugins());
        tools =
            active_tools(project,
                         Lock{{locked("go", "1.22", "1.22.3"), locked("node", "22", "22.11.0")}},
                         plugins(),
                         Platform::LinuxX64,
                         layout);
        add_program("go", "go");
        add_program("go", "shared");
        add_program("node", "node");
        add_program("node", "npm");
        add_program("node", "shared");
    }

    const ActiveTool& tool(const std::string& name) const
    {
        return *std::ranges::find_if(
            tools, [&](const ActiveTool& tool) { return tool.locked.name == name; });
    }

    fs::path add_program(const std::string& tool_name, const std::string& name) const
    {
        const auto path = temp.write(tool(tool_name).folder / "bin" / name, "program");
        fs::permissions(path, fs::perms::owner_exec, fs::perm_options::add);
        return path;
    }

    hot::Routes routes() const { return activation_of(project, tools, layout); }
    void publish() const { publish_activation(routes(), layout, programs); }
};

std::string program_of(const hot::Routes& routes, const std::string& name)
{
    const auto found = std::ranges::find(routes.commands, name, &hot::Command::name);
    return found == routes.commands.end() ? "" : found->program;
}

std::optional<hot::Change> change_of(const hot::Routes& routes, const std::string& name)
{
    const auto found = std::ranges::find(routes.changes, name, &hot::Change::name);
    return found == routes.changes.end() ? std::nullopt : std::optional{*found};
}

} // namespace

TEST_CASE("a machine has the platform that its system and processor make", "[activate]")
{
    CHECK(platform_of({"linux", "x64", "glibc", "2.36"}) == Platform::LinuxX64);
    CHECK(platform_of({"linux", "arm64", "musl", ""}) == Platform::LinuxArm64Musl);
    CHECK(platform_of({"macos", "arm64", "", ""}) == Platform::MacosArm64);
    CHECK(platform_of({"linux", "riscv64", "glibc", ""}) == std::nullopt);
}

TEST_CASE("a tool is active where its platforms allow it", "[activate]")
{
    const TempDir temp;
    const auto project = project_of(
        temp, {{"devenv.toml", "[tools.node]\nversion = \"22\"\nplatforms = [\"macos-arm64\"]\n"}});
    const Lock lock{{locked("node", "22", "22.11.0")}};
    const Layout layout{"/home", "/cache", "/config"};

    CHECK(active_tools(project, lock, plugins(), Platform::LinuxX64, layout).empty());
    const auto tools = active_tools(project, lock, plugins(), Platform::MacosArm64, layout);
    REQUIRE(tools.size() == 1);
    CHECK(tools[0].plugin->name == "node");
    CHECK(tools[0].folder == "/home/store/node/22.11.0/macos-arm64-aaaaaaaaaaaaaaaa");
    CHECK_FALSE(is_installed(tools[0]));
}

TEST_CASE("a tool without an archive for the platform is told with those it has", "[activate]")
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", "[tools]\nnode = \"22\"\n"}});

    const auto failure = failure_of([&] {
        active_tools(project,
                     Lock{{locked("node", "22", "22.11.0")}},
                     plugins(),
                     Platform::LinuxX64Musl,
                     {"/home", "/cache", "/config"});
    });

    CHECK(failure.message == "node 22.11.0 has no archive for linux-x64-musl");
    CHECK(failure.causes
          == std::vector<std::string>{"the upstream has it for linux-x64, macos-arm64"});
}

TEST_CASE("the tools stand on PATH before the folders of their package managers", "[activate]")
{
    const Installed app;

    CHECK(app.routes().path
          == std::vector<std::string>{app.tool("go").folder / "bin",
                                      app.tool("node").folder / "bin",
                                      app.layout.home / "global/node/22/bin"});
}

TEST_CASE("a bin folder that is the tool's own folder is named without a dot", "[activate]")
{
    Installed app;
    app.tools[0].artifact.bin = {"."};

    CHECK(app.routes().path.front() == app.tools[0].folder);
}

TEST_CASE("variables get the places of their tool", "[activate]")
{
    const Installed app;
    const auto routes = app.routes();

    CHECK(change_of(routes, "NPM_CONFIG_PREFIX")->value == app.layout.home / "global/node/22");
    CHECK(change_of(routes, "npm_package_config_node_gyp_nodedir")->value
          == app.tool("node").folder);
    CHECK(change_of(routes, "GOTOOLCHAIN")->value == "local");
    REQUIRE(change_of(routes, "GOROOT"));
    CHECK(change_of(routes, "GOROOT")->value == std::nullopt);
}

TEST_CASE("a command is what is found first on PATH", "[activate]")
{
    const Installed app;
    app.temp.write(app.tool("node").folder / "bin/README", "no program");
    const auto routes = app.routes();

    CHECK(program_of(routes, "node") == app.tool("node").folder / "bin/node");
    CHECK(program_of(routes, "shared") == app.tool("go").folder / "bin/shared");
    CHECK(program_of(routes, "README").empty());
    CHECK(routes.commands.size() == 4);
}

TEST_CASE("routes are stale when a file of the project changes or comes to be", "[activate]")
{
    const Installed app;
    const auto watches = app.routes().watches;

    REQUIRE(watches.size() == 2);
    CHECK(watches[0].path == app.project.manifest_file());
    CHECK(watches[0].stamp);
    CHECK(watches[1].path == app.project.lock_file());
    CHECK_FALSE(watches[1].stamp);
}

TEST_CASE("an activation is where shims, hooks and editors look for it", "[activate]")
{
    const Installed app;
    const auto routes = app.routes();

    app.publish();

    const auto file = app.layout.routes() / hot::routes_file_name(routes.root);
    CHECK(hot::parse_routes(contents_of(file)) == routes);
    CHECK(contents_of(app.layout.shims() / "node") == "shim");
    CHECK(fs::equivalent(app.layout.shims() / "node", app.layout.shims() / "npm"));
    CHECK(fs::read_symlink(app.layout.program()) == app.programs.devenv);
    CHECK(fs::read_symlink(app.project.root / ".devenv/bin/node") == app.layout.shims() / "node");
    CHECK(contents_of(app.project.root / ".devenv/.gitignore") == "*\n");
    CHECK(fs::is_directory(app.layout.home / "global/node/22/bin"));
    CHECK_FALSE(contents_of(app.layout.generation()).empty());
}

TEST_CASE("an activation that is made again changes nothing", "[activate]")
{
    const Installed app;
    app.publish();
    const auto generation = contents_of(app.layout.generation());
    const auto shim_time = fs::last_write_time(app.layout.shims() / "node");

    app.publish();

    CHECK(contents_of(app.layout.generation()) == generation);
    CHECK(fs::last_write_time(app.layout.shims() / "node") == shim_time);
    CHECK(std::distance(fs::directory_iterator{app.layout.shims()}, {}) == 4);
}

TEST_CASE("a command that a tool no longer has leaves the project", "[activate]")
{
    const Installed app;
    const auto gone = app.add_program("node", "corepack");
    app.publish();
    REQUIRE(fs::is_symlink(app.project.root / ".devenv/bin/corepack"));
    const auto generation = contents_of(app.layout.generation());

    fs::remove(gone);
    app.publish();

    CHECK_FALSE(fs::is_symlink(app.project.root / ".devenv/bin/corepack"));
    CHECK(fs::is_symlink(app.project.root / ".devenv/bin/node"));
    CHECK(contents_of(app.layout.generation()) != generation);
}

TEST_CASE("a new shim takes the place of the old one under every name", "[activate]")
{
    const Installed app;
    app.publish();

    app.temp.write("installation/libexec/devenv/devenv-shim", "newer shim");
    app.publish();

    CHECK(contents_of(app.layout.shims() / "node") == "newer shim");
    CHECK(contents_of(app.layout.shims() / "npm") == "newer shim");
}

TEST_CASE("a project in a folder that PATH cannot name is refused", "[activate]")
{
    Installed app;
    auto routes = app.routes();
    routes.path.front() = "/a:b";

    CHECK_THROWS_AS(publish_activation(routes, app.layout, app.programs), Error);
    CHECK_FALSE(fs::exists(app.layout.routes()));
}

TEST_CASE("the parts of an installation are found beside the program", "[activate]")
{
    const Installed app;

    CHECK(find_programs(app.programs.devenv).shim == app.programs.shim);
    fs::remove(app.programs.hook);
    CHECK(failure_of([&] { find_programs(app.programs.devenv); }).causes.at(0)
          == '`' + app.programs.hook.native() + "` is missing");
}
