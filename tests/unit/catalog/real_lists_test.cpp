#include "../base/failure.hpp"
#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/catalog/catalog.hpp>
#include <devenv/resolve/resolve.hpp>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

// A file of the upstreams' real lists; empty, with a warning, on a machine that has none.
std::string real_list(const std::string& name)
{
    const auto path = fs::path{DEVENV_CONFORMANCE_DIR} / name;
    if (!fs::exists(path)) {
        WARN("skipped: there is no " << path);
        return {};
    }
    return contents_of(path);
}

const Plugin& plugin_of(std::string_view name)
{
    static const auto plugins = builtin_plugins();
    return *find_plugin(plugins, name);
}

const Release& newest(const Plugin& plugin, const Catalog& catalog, std::string_view request)
{
    const auto found =
        matching_releases(parse_request(plugin.scheme, request).value(), {}, catalog.releases);
    REQUIRE_FALSE(found.empty());
    return *found.front();
}

} // namespace

TEST_CASE("Node's real list is read whole", "[catalog]")
{
    const auto text = real_list("node/index.reconstructed-2026-08-05.json");
    if (text.empty()) {
        return;
    }
    const auto& node = plugin_of("node");
    const auto catalog = parse_version_list(node, text, "list");

    CHECK(catalog.releases.size() == catalog.records.size());
    CHECK(newest(node, catalog, "latest").version == "26.7.0");
    CHECK(newest(node, catalog, "22.11").channel == "jod");
    CHECK(newest(node, catalog, "lts").channel == "krypton");
    CHECK(newest(node, catalog, "lts/argon").version == "4.9.1");
}

TEST_CASE("Go's real list is read whole, and old archives without a checksum are none", "[catalog]")
{
    const auto text = real_list("go/go-dl.include-all.2021-11-08.json");
    if (text.empty()) {
        return;
    }
    const auto& go = plugin_of("go");
    const auto catalog = parse_version_list(go, text, "list");

    CHECK(catalog.releases.size() == catalog.records.size());
    const auto& release = newest(go, catalog, "latest");
    CHECK(release.version == "1.17.3");
    const auto artifacts = listed_artifacts(go, release, catalog.records[release.record]);
    CHECK(artifacts.size() == go.platforms.size());
    CHECK(artifacts.at(Platform::LinuxX64).url == "https://go.dev/dl/go1.17.3.linux-amd64.tar.gz");
    CHECK(artifacts.at(Platform::LinuxX64).size > 100'000'000);
    const auto& old = newest(go, catalog, "1.6beta1");
    CHECK(listed_artifacts(go, old, catalog.records[old.record]).empty());
}

TEST_CASE("Python's real list is read whole", "[catalog]")
{
    const auto text = real_list("python/python-build-standalone.reconstructed.ndjson");
    if (text.empty()) {
        return;
    }
    const auto& python = plugin_of("python");
    const auto catalog = parse_version_list(python, text, "list");

    CHECK(catalog.releases.size() == catalog.records.size());
    const auto& release = newest(python, catalog, "latest");
    CHECK(release.version == "3.14.7");
    CHECK(release.build == "20260814");
    const auto artifacts = listed_artifacts(python, release, catalog.records[release.record]);
    CHECK(artifacts.size() == python.platforms.size());
    for (const auto& [platform, artifact] : artifacts) {
        INFO(to_string(platform));
        CHECK(artifact.url.ends_with("-install_only_stripped.tar.gz"));
        CHECK(artifact.url.find("freethreaded") == std::string::npos);
    }
}

TEST_CASE("Node's real checksum lists name an archive for each platform of their time", "[catalog]")
{
    const struct
    {
        std::string version;
        std::size_t platforms;
    } cases[] = {{"26.3.0", 5}, {"20.19.4", 5}, {"14.20.1", 4}, {"4.4.4", 3}};
    for (const auto& [version, platforms] : cases) {
        const auto text = real_list("node/shasums/v" + version + ".SHASUMS256.txt");
        if (text.empty()) {
            return;
        }
        INFO(version);
        const auto artifacts =
            artifacts_in_sums(plugin_of("node"), {version, "", "", 0}, text, "list");
        CHECK(artifacts.size() == platforms);
        CHECK(artifacts.at(Platform::LinuxX64).url.ends_with("-linux-x64.tar.xz"));
    }
}

TEST_CASE("a checksum list of other builds has nothing for the known platforms", "[catalog]")
{
    const auto text = real_list("node/shasums/unofficial-v25.8.0.SHASUMS256.txt");
    if (!text.empty()) {
        CHECK(artifacts_in_sums(plugin_of("node"), {"25.8.0", "", "", 0}, text, "list").empty());
    }
}

TEST_CASE("the web page that people saved as a checksum list is refused", "[catalog]")
{
    const auto text = real_list("node/shasums/adversarial.404-html-saved-as-SHASUMS256.txt");
    if (text.empty()) {
        return;
    }
    const auto failure = failure_of([&] {
        artifacts_in_sums(plugin_of("node"), {"22.11.0", "", "", 0}, text, "list");
    });
    CHECK(failure.exit_code == ExitCode::Network);
    CHECK(failure.causes
          == std::vector<std::string>{"it has a line that is no checksum: `<!DOCTYPE html>`"});
}
