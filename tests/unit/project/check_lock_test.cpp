#include "../base/failure.hpp"
#include "catch.hpp"
#include "sample_project.hpp"

using namespace devenv;

namespace {

const std::string manifest_text = "[tools]\nnode = \"22\"\n";

Diagnostic refusal_of(const LockedTool& tool)
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", manifest_text}});
    return failure_of([&] { check_lock(Lock{{tool}}, project, plugins()); });
}

} // namespace

TEST_CASE("a lock answers a range as long as its version is in it", "[project]")
{
    const struct
    {
        std::map<std::string, std::string> files;
        std::string tool;
        std::string locked_for;
        std::string version;
        bool answers;
    } cases[] = {
        {{{".nvmrc", "22"}}, "node", "22", "22.11.0", true},
        {{{".nvmrc", "22"}}, "node", ">=20", "22.11.0", true},
        {{{".nvmrc", "22"}}, "node", "22", "20.1.0", false},
        {{{".nvmrc", "22.12"}}, "node", "22", "22.11.0", false},
        {{{".nvmrc", "22"}}, "node", "22", "no version", false},
        // What "lts" stands for is decided when locking.
        {{{".nvmrc", "lts/*"}}, "node", "lts/*", "20.1.0", true},
        {{{".nvmrc", "lts/*"}}, "node", "22", "22.11.0", false},
        {{{".nvmrc", "node"}}, "node", "node", "20.1.0", true},
        {{{"go.mod", "go 1.22"}}, "go", "1.22", "1.23.4", true},
        {{{"go.mod", "go 1.24"}}, "go", "1.22", "1.23.4", false},
        {{{"go.mod", "go 1.24\ntoolchain go1.23.4"}}, "go", "go1.23.4", "1.23.4", false},
        {{{"go.mod", "go 1.22\ntoolchain go1.23.4"}}, "go", "go1.23.4", "1.23.4", true},
    };
    for (const auto& [files, tool, locked_for, version, expected] : cases) {
        INFO(files.begin()->second << " by " << version << " for " << locked_for);
        const TempDir temp;
        const auto project = project_of(temp, files);
        CHECK(answers(locked(tool, locked_for, version), project.tools.at(0)) == expected);
    }
}

TEST_CASE("a lock that answers all and adds nothing of its own is taken", "[project]")
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", manifest_text}});
    const Lock lock{{locked("go", "1.22", "1.22.3"), locked("node", "22", "22.11.0")}};

    CHECK_NOTHROW(check_lock(lock, project, plugins()));
}

TEST_CASE("a lock that does not answer is out of date, and the request named", "[project]")
{
    const auto failure = refusal_of(locked("node", "20", "20.18.0"));

    CHECK(failure.exit_code == ExitCode::NotInstalled);
    CHECK(
        failure.causes
        == std::vector<std::string>{"devenv.toml:2 asks for `22`", "devenv.lock has node 20.18.0"});
    CHECK(failure.hints.size() == 1);

    CHECK(refusal_of(locked("go", "1.22", "1.22.3")).causes.at(1) == "devenv.lock has no node");
}

TEST_CASE("a lock of a tool that the manifest no longer names is not looked at", "[project]")
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", ""}});
    auto tool = locked("node", "22", "22.11.0");
    tool.artifacts.begin()->second.url = "https://evil.test/x";

    CHECK_NOTHROW(check_lock(Lock{{tool}}, project, plugins()));
}

TEST_CASE("a lock that names another place to download from is not trusted", "[project]")
{
    auto tool = locked("node", "22", "22.11.0");
    // Also where it is for another machine than this one: the lock is checked the same everywhere.
    for (auto& [platform, artifact] : tool.artifacts) {
        const auto good = artifact.url;
        artifact.url = "https://evil.test/x";
        const auto failure = refusal_of(tool);
        CHECK(failure.exit_code == ExitCode::NotTrusted);
        CHECK(failure.message.find("the address `https://evil.test/x`") != std::string::npos);
        artifact.url = good;
    }
}

TEST_CASE("a lock that changes a variable of its own accord is not trusted", "[project]")
{
    auto sets = locked("node", "22", "22.11.0");
    sets.environment.set["LD_PRELOAD"] = "{install}/lib/evil.so";
    CHECK(refusal_of(sets).exit_code == ExitCode::NotTrusted);
    CHECK(refusal_of(sets).message.find("`LD_PRELOAD`") != std::string::npos);

    auto unsets = locked("node", "22", "22.11.0");
    unsets.environment.unset.emplace_back("HOME");
    CHECK(refusal_of(unsets).exit_code == ExitCode::NotTrusted);
}

TEST_CASE("a lock may have fewer variables than the plugin, as an older devenv wrote it",
          "[project]")
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", manifest_text}});
    auto tool = locked("node", "22", "22.11.0");
    tool.environment = {};

    CHECK_NOTHROW(check_lock(Lock{{tool}}, project, plugins()));
}
