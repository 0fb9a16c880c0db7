#include "../base/failure.hpp"
#include "catch.hpp"
#include "sample_project.hpp"

using namespace devenv;

namespace {

Diagnostic refusal_of(const std::map<std::string, std::string>& files)
{
    const TempDir temp;
    return failure_of([&] { project_of(temp, files); });
}

// "go >=1.22 [floors >=1.22]"
std::string summary(const Project& project)
{
    std::string text;
    for (const auto& tool : project.tools) {
        text += (text.empty() ? "" : ", ") + tool.tool + ' ' + tool.chosen.request.text;
        for (const auto& floor : tool.floors) {
            text += " from " + floor.request.text;
        }
    }
    return text;
}

} // namespace

TEST_CASE("a project asks for what its files ask for", "[project]")
{
    const struct
    {
        std::map<std::string, std::string> files;
        std::string asks;
    } cases[] = {
        {{{"devenv.toml", "[tools]\npython = \"3.12\"\nnode = \"lts\"\n"}},
         "node lts, python 3.12"},
        {{{"devenv.toml", "[tools]\nnodejs = \"22\"\ngolang = \"1.22\"\n"}}, "go 1.22, node 22"},
        {{{"devenv.toml", "[tools]\nnode = \"22\"\n"}, {".nvmrc", "20"}, {"go.mod", "go 1.22"}},
         "node 22"},
        {{{".nvmrc", "v22\n"}, {".python-version", "3.12\n"}}, "node v22, python 3.12"},
        {{{".nvmrc", "22\n"}, {".node-version", "v22\n"}}, "node v22"},
        {{{"go.mod", "go 1.22\n"}}, "go 1.22 from 1.22"},
        {{{"go.mod", "go 1.22\ntoolchain go1.23.4\n"}}, "go go1.23.4 from 1.22"},
        {{{"go.mod", "toolchain go1.23.4\ngo 1.22\n"}}, "go go1.23.4 from 1.22"},
        {{{"go.mod", "module x\n"}}, ""},
        {{{"devenv.lock", "{}"}}, ""},
    };
    for (const auto& [files, asks] : cases) {
        const TempDir temp;
        CHECK(summary(project_of(temp, files)) == asks);
    }
}

TEST_CASE("a project knows what it read and what it would read", "[project]")
{
    const TempDir manifest;
    const auto by_manifest =
        project_of(manifest, {{"devenv.toml", "[tasks]\n"}, {".nvmrc", "not read"}});
    CHECK(by_manifest.kind == ProjectKind::Manifest);
    CHECK(by_manifest.read_files == std::vector{manifest / "devenv.toml"});
    CHECK(by_manifest.absent.empty());
    CHECK(by_manifest.not_in_use == std::vector<SourceLocation>{{"devenv.toml", 1, 1}});

    const TempDir files;
    const auto by_files = project_of(files, {{".nvmrc", "22"}});
    CHECK(by_files.kind == ProjectKind::VersionFiles);
    CHECK(by_files.read_files == std::vector{files / ".nvmrc"});
    CHECK(by_files.absent
          == std::vector{files / "devenv.toml",
                         files / "go.mod",
                         files / ".node-version",
                         files / ".python-version"});
}

TEST_CASE("what a project cannot mean is refused at its place", "[project]")
{
    const struct
    {
        std::map<std::string, std::string> files;
        std::string place;
        std::string message;
        std::string hint; // how it begins
    } cases[] = {
        {{{"devenv.toml", "[tools]\nnod = \"22\"\n"}},
         "devenv.toml:2:1",
         "unknown tool `nod`",
         "did you mean `node`?"},
        {{{"devenv.toml", "[tools]\nterraform = \"1\"\n"}},
         "devenv.toml:2:1",
         "unknown tool `terraform`",
         "known tools: go, golang, "},
        {{{"devenv.toml", "[tools]\nnode = \"22\"\nnodejs = \"20\"\n"}},
         "devenv.toml:3:1",
         "`nodejs` is node, which is asked for twice",
         ""},
        {{{"devenv.toml", "[tools]\nnode = \"22 or so\"\n"}},
         "devenv.toml:2:8",
         "`22 or so` is no version of node",
         "write \"22\", "},
        {{{"devenv.toml", "[tools]\nnode = \"\"\n"}},
         "devenv.toml:2:8",
         "`` is no version of node",
         ""},
        {{{"devenv.toml", "[tools]\npython = \"lts\"\n"}},
         "devenv.toml:2:10",
         "python has no long-term support line to be `lts`",
         "write \"3.12\", "},
        {{{".nvmrc", "22\n"}, {".node-version", "\n20\n"}},
         ".node-version:2:1",
         "two files ask for different versions of node",
         "make them agree"},
        {{{".nvmrc", "twenty-two\n"}}, ".nvmrc:1:1", "`twenty-two` is no version of node", ""},
        {{{".nvmrc", ""}}, ".nvmrc", "the file names no version", ""},
        {{{"go.mod", "module x\n\ngo latest\n"}}, "go.mod:3:4", "`latest` is no version of go", ""},
    };
    for (const auto& [files, place, message, hint] : cases) {
        INFO(files.begin()->second);
        const auto failure = refusal_of(files);
        CHECK(place_of(failure) == place);
        CHECK(failure.message == message);
        CHECK((hint.empty() || (!failure.hints.empty() && failure.hints[0].starts_with(hint))));
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

TEST_CASE("of two pins that disagree both are named", "[project]")
{
    const auto failure = refusal_of({{".nvmrc", "22\n"}, {".node-version", "20\n"}});

    CHECK(failure.causes == std::vector<std::string>{"the other is .nvmrc:1 (`22`)"});
}

TEST_CASE("a path with a line end is refused", "[project]")
{
    const TempDir temp;
    temp.write("a\nb/devenv.toml", "");

    CHECK_THROWS_AS(load_project(temp / "a\nb", plugins()), Error);
}

TEST_CASE("a project has the lock that lies in it", "[project]")
{
    const TempDir temp;
    const auto project = project_of(temp, {{"devenv.toml", ""}});
    CHECK(load_lock(project) == std::nullopt);

    temp.write("devenv.lock", R"({"devenv-lock":1,"tools":{}})");
    CHECK(load_lock(project) == Lock{});

    temp.write("devenv.lock", "{");
    CHECK(place_of(failure_of([&] { load_lock(project); })) == "devenv.lock:1:1");
}
