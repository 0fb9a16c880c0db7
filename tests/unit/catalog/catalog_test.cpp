#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/base/text.hpp>
#include <devenv/catalog/catalog.hpp>

using namespace devenv;

namespace {

const std::string url = "https://list.test";

const Plugin& plugin_of(std::string_view name)
{
    static const auto plugins = builtin_plugins();
    return *find_plugin(plugins, name);
}

std::string summary(const Catalog& catalog)
{
    std::vector<std::string> texts;
    for (const auto& release : catalog.releases) {
        auto text = release.version;
        text += release.build.empty() ? "" : "+" + release.build;
        text += release.channel.empty() ? "" : "/" + release.channel;
        texts.push_back(text + '#' + std::to_string(release.record));
    }
    return join(texts, " ");
}

std::string sha(char digit)
{
    return std::string(64, digit);
}

std::string platforms_of(const Artifacts& artifacts)
{
    std::vector<std::string> names;
    for (const auto& [platform, artifact] : artifacts) {
        names.emplace_back(to_string(platform));
    }
    return join(names, " ");
}

} // namespace

TEST_CASE("Node's list gives versions and code names", "[catalog]")
{
    const auto catalog = parse_version_list(plugin_of("node"),
                                            R"([
{"version":"v23.1.0","date":"2024-10-24","files":["linux-x64"],"npm":"10.9.0","lts":false,"security":false},
{"version":"v22.11.0","date":"2024-10-29","files":["linux-x64"],"npm":"10.9.0","lts":"Jod","security":false},
{"version":"v24.0.0-rc.1","lts":false},
{"version":"22.0.0","lts":false},
{"version":"v22","lts":false},
{"version":7},
"v1.0.0",
{}
])",
                                            url);

    CHECK(summary(catalog) == "23.1.0#0 22.11.0/jod#1 24.0.0-rc.1#2");
    CHECK(catalog.records.size() == 8);
}

TEST_CASE("Python's list gives versions and their builds", "[catalog]")
{
    const auto catalog = parse_version_list(
        plugin_of("python"),
        "{\"version\":\"3.15.0rc1+20260814\",\"date\":\"2026-08-14\",\"artifacts\":[]}\n"
        "\n"
        "{\"version\":\"3.12.4+20240726\",\"artifacts\":[]}\r\n"
        "{\"version\":\"3.12.4\"}\n"
        "{\"version\":\"3.12.4rc01+1\"}",
        url);

    CHECK(summary(catalog) == "3.15.0rc1+20260814#0 3.12.4+20240726#1 3.12.4#2");
}

TEST_CASE("Go's list gives versions in Go's own spelling", "[catalog]")
{
    const auto catalog = parse_version_list(plugin_of("go"),
                                            R"([{"version":"go1.17.3","stable":true,"files":[]},
            {"version":"go1.17","stable":true,"files":[]},
            {"version":"go1.17rc2","stable":false,"files":[]},
            {"version":"go1","stable":true,"files":[]},
            {"version":"weekly.2011-01-06","stable":false,"files":[]}])",
                                            url);

    CHECK(summary(catalog) == "1.17.3#0 1.17#1 1.17rc2#2 1#3");
}

TEST_CASE("what is no version list is a failure of the network", "[catalog]")
{
    const struct
    {
        std::string plugin;
        std::string text;
        std::string cause;
    } cases[] = {
        {"node",
         "<!DOCTYPE html><title>Log in</title>",
         "it is a web page: a login page of the network, or a proxy's message"},
        {"node", "", "this is not JSON"},
        {"node", "{\"message\":\"rate limited\"}", "it is no list"},
        {"node", "[]", "it names no version"},
        {"node", "[{\"version\":\"22.0.0\"}]", "it names no version"},
        {"python", "{\"version\":\"3.12.4+1\"}\n{\"version\":", "this is not JSON"},
        {"python", "", "it names no version"},
        {"go", "[1e999]", "this is not JSON"},
    };
    for (const auto& [plugin, text, cause] : cases) {
        INFO(text);
        const auto failure = failure_of([&] { parse_version_list(plugin_of(plugin), text, url); });
        CHECK(failure.message == "the version list at `https://list.test` cannot be read");
        CHECK(failure.causes == std::vector<std::string>{cause});
        CHECK(failure.exit_code == ExitCode::Network);
    }
}

TEST_CASE("a checksum list gives the archives that it names", "[catalog]")
{
    const auto artifacts =
        artifacts_in_sums(plugin_of("node"),
                          {"22.11.0", "", "jod", 0},
                          sha('1') + "  node-v22.11.0-linux-x64.tar.gz\n" + sha('2')
                              + "  node-v22.11.0-linux-x64.tar.xz\n" + sha('3')
                              + " *node-v22.11.0-linux-arm64.tar.gz\r\n" + sha('4')
                              + "  node-v22.11.0-win-x64.zip\n" + sha('5') + "  win-x64/node.exe\n"
                              + sha('6') + "  node-v22.11.0-linux-x64-musl.tar.xz\n\n",
                          url);

    CHECK(platforms_of(artifacts) == "linux-arm64 linux-x64 windows-x64");
    const auto& linux = artifacts.at(Platform::LinuxX64);
    CHECK(linux.url == "https://nodejs.org/dist/v22.11.0/node-v22.11.0-linux-x64.tar.xz");
    CHECK(linux.sha256.hex() == sha('2'));
    CHECK(linux.size == std::nullopt);
    CHECK(linux.root == "node-v22.11.0-linux-x64");
    CHECK(linux.bin == std::vector<std::string>{"bin"});
    CHECK(artifacts.at(Platform::LinuxArm64).url.ends_with("linux-arm64.tar.gz"));
    CHECK(artifacts.at(Platform::WindowsX64).bin == std::vector<std::string>{"."});
}

TEST_CASE("what is no checksum list is a failure of the network", "[catalog]")
{
    for (const auto& text : {std::string{"<!DOCTYPE html>\n<html lang=\"en\">\n"},
                             std::string{"Not found\n"},
                             sha('1') + '\n',
                             sha('1').substr(1) + "  a.tar.gz\n",
                             sha('1') + "  a.tar.gz\n<html>\n"}) {
        INFO(text);
        const auto failure = failure_of([&] {
            artifacts_in_sums(plugin_of("node"), {"22.11.0", "", "", 0}, text, url);
        });
        CHECK(failure.message == "the checksum list at `https://list.test` cannot be read");
        CHECK(failure.exit_code == ExitCode::Network);
    }
}

TEST_CASE("an empty checksum list is no checksum list", "[catalog]")
{
    const auto failure = failure_of([] {
        artifacts_in_sums(plugin_of("node"), {"22.11.0", "", "", 0}, "\n", url);
    });

    CHECK(failure.exit_code == ExitCode::Network);
}

TEST_CASE("Go's records give archives, those without a checksum left out", "[catalog]")
{
    const auto record = parse_json(
        R"({"version":"go1.17.3","files":[
            {"filename":"go1.17.3.src.tar.gz","os":"","arch":"","sha256":")"
            + sha('1') + R"(","size":2,"kind":"source"},
            {"filename":"go1.17.3.darwin-amd64.pkg","os":"darwin","arch":"amd64","sha256":")"
            + sha('2') + R"(","size":2,"kind":"installer"},
            {"filename":"go1.17.3.darwin-amd64.tar.gz","os":"darwin","arch":"amd64","sha256":")"
            + sha('3') + R"(","size":136757743,"kind":"archive"},
            {"filename":"go1.17.3.linux-arm64.tar.gz","os":"linux","arch":"arm64","sha256":"","size":7,"kind":"archive"},
            {"filename":"go1.17.3.linux-amd64.tar.gz","os":"linux","arch":"amd64","sha256":")"
            + sha('4') + R"(","size":0,"kind":"archive"},
            "a text"
        ]})",
        url);

    const auto artifacts = listed_artifacts(plugin_of("go"), {"1.17.3", "", "", 0}, record);

    CHECK(platforms_of(artifacts) == "linux-x64 linux-x64-musl macos-x64");
    const auto& mac = artifacts.at(Platform::MacosX64);
    CHECK(mac.url == "https://go.dev/dl/go1.17.3.darwin-amd64.tar.gz");
    CHECK(mac.sha256.hex() == sha('3'));
    CHECK(mac.size == 136757743);
    CHECK(mac.root == "go");
    CHECK(artifacts.at(Platform::LinuxX64).size == std::nullopt);
}

TEST_CASE("of Python's variants the best is taken, whatever order they stand in", "[catalog]")
{
    const std::string base =
        "https://github.com/astral-sh/python-build-standalone/releases/download/1/";
    const auto archive = [&](const std::string& platform,
                             const std::string& variant,
                             const std::string& format,
                             const std::string& where) {
        return R"({"platform":")" + platform + R"(","variant":")" + variant + R"(","url":")" + where
               + variant + R"(","archive_format":")" + format + R"(","sha256":")" + sha('1')
               + R"("})";
    };
    const std::string linux = "x86_64-unknown-linux-gnu";
    const std::vector<std::string> archives{
        archive(linux, "debug+full", "tar.zst", base),
        archive(linux, "freethreaded+install_only_stripped", "tar.gz", base),
        archive(linux, "install_only", "tar.gz", base),
        archive(linux, "install_only_stripped", "tar.gz", base),
        archive(linux, "install_only", "tar.gz", base),
        archive("aarch64-unknown-linux-gnu", "install_only", "tar.gz", base),
        archive("aarch64-apple-darwin", "debug", "tar.gz", base),
        archive("x86_64-apple-darwin", "install_only", "tar.zst", base),
        archive("x86_64-pc-windows-msvc", "install_only", "tar.gz", "https://evil.test/"),
    };
    const auto record =
        parse_json(R"({"version":"3.12.4+1","artifacts":[)" + join(archives, ",") + "]}", url);

    const auto artifacts = listed_artifacts(plugin_of("python"), {"3.12.4", "1", "", 0}, record);

    CHECK(platforms_of(artifacts) == "linux-arm64 linux-x64");
    CHECK(artifacts.at(Platform::LinuxX64).url == base + "install_only_stripped");
    CHECK(artifacts.at(Platform::LinuxArm64).url == base + "install_only");
    CHECK(artifacts.at(Platform::LinuxX64).root == "python");
}

TEST_CASE("a record without a list of archives has none", "[catalog]")
{
    for (const auto* const text : {"{}", R"({"files":7})", R"({"files":[]})", "7"}) {
        INFO(text);
        CHECK(listed_artifacts(plugin_of("go"), {"1.17.3", "", "", 0}, parse_json(text, url))
                  .empty());
    }
}
