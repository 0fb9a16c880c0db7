#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/model/digest.hpp>
#include <devenv/model/environment.hpp>
#include <devenv/model/layout.hpp>
#include <devenv/model/lock.hpp>
#include <devenv/model/platform.hpp>
#include <devenv/model/relative_path.hpp>
#include <devenv/model/text_template.hpp>

#include <algorithm>

using namespace devenv;

TEST_CASE("every platform is read as it is written", "[platform]")
{
    for (const auto platform : known_platforms) {
        CHECK(parse_platform(to_string(platform)) == platform);
    }
    CHECK(std::ranges::is_sorted(known_platforms, {}, to_string));
}

TEST_CASE("what is no platform is none", "[platform]")
{
    for (const auto* const text :
         {"", "linux", "linux-x64-", "Linux-x64", "darwin-arm64", "linux-amd64"}) {
        INFO(text);
        CHECK(parse_platform(text) == std::nullopt);
    }
}

TEST_CASE("a digest is 64 hexadecimal digits of either case", "[digest]")
{
    const std::string hex = "0123456789abcdef" + std::string(48, 'a');

    CHECK(parse_digest(hex)->hex() == hex);
    CHECK(parse_digest("0123456789ABCDEF" + std::string(48, 'A'))->hex() == hex);
    CHECK(parse_digest(hex)->short_hex() == "0123456789abcdef");
    for (const auto& text : {std::string{},
                             hex.substr(1),
                             hex + 'a',
                             ' ' + hex.substr(1),
                             'g' + hex.substr(1),
                             "../" + hex.substr(3)}) {
        INFO(text);
        CHECK(parse_digest(text) == std::nullopt);
    }
}

TEST_CASE("a contained path leads down and nowhere else", "[relative_path]")
{
    for (const auto* const path : {".", "bin", "a/b/c", "a.b", ".hidden", "...", "a b", "a/..b"}) {
        INFO(path);
        CHECK(is_contained_path(path));
    }
    for (const auto* const path : {"",
                                   "/",
                                   "/bin",
                                   "..",
                                   "../a",
                                   "a/..",
                                   "a/../b",
                                   "./a",
                                   "a/.",
                                   "a//b",
                                   "a/",
                                   "a\\b",
                                   "a\nb",
                                   "a\x7f"}) {
        INFO(path);
        CHECK_FALSE(is_contained_path(path));
    }
}

TEST_CASE("a harmless value is a place of the tool or one plain word", "[environment]")
{
    for (const auto* const value : {"local",
                                    "1",
                                    "en_US.UTF-8",
                                    "{install}",
                                    "{global}",
                                    "{install}/lib",
                                    "{global}/bin/x"}) {
        INFO(value);
        CHECK(is_harmless_value(value));
    }
    for (const auto* const value : {"./evil",
                                    "-r ./x",
                                    "/etc/passwd",
                                    "a b",
                                    "a:b",
                                    "a=b",
                                    "$HOME",
                                    "{install}/..",
                                    "{install}/../x",
                                    "{install}x",
                                    "{install}//x",
                                    "{install}/",
                                    "x{install}",
                                    "{home}",
                                    "a\nb"}) {
        INFO(value);
        CHECK_FALSE(is_harmless_value(value));
    }
}

TEST_CASE("a word that is an option or the parent folder is not harmless", "[environment]")
{
    for (const auto* const value : {"-r", "--inspect", "..", "."}) {
        INFO(value);
        CHECK_FALSE(is_harmless_value(value));
    }
}

TEST_CASE("a template gets its values", "[text_template]")
{
    const TemplateValues values{{"a", "1"}, {"b", "{a}"}, {"none", ""}};

    CHECK(expand_template("", values).empty());
    CHECK(expand_template("x", values) == "x");
    CHECK(expand_template("{a}", values) == "1");
    CHECK(expand_template("x{a}y{a}{none}z", values) == "x1y1z");
    CHECK(expand_template("{b}", values) == "{a}"); // a value is no template
    CHECK(expand_template("a}b", values) == "a}b");
}

TEST_CASE("a template with a name that has no value is refused", "[text_template]")
{
    for (const auto* const text : {"{c}", "{a", "{", "{}", "x{ a }"}) {
        INFO(text);
        const auto failure = failure_of([&] { expand_template(text, {{"a", "1"}}); });
        CHECK(failure.message.starts_with("the template `" + std::string{text} + '`'));
    }
}

TEST_CASE("a version has a major and a minor part, however short it is", "[text_template]")
{
    const struct
    {
        std::string version;
        std::string major;
        std::string minor;
    } cases[] = {{"3.12.4", "3", "3.12"},
                 {"3.12", "3", "3.12"},
                 {"3", "3", "3"},
                 {"1.22rc1", "1", "1.22rc1"}};
    for (const auto& [version, major, minor] : cases) {
        TemplateValues values;
        add_version_values(values, version);
        CHECK(values["version"] == version);
        CHECK(values["version.major"] == major);
        CHECK(values["version.minor"] == minor);
    }
}

TEST_CASE("archives of one version lie apart by platform and by contents", "[layout]")
{
    const Layout layout{"/home", "/cache", "/config"};
    const Artifact artifact{"", *parse_digest(std::string(64, 'a')), {}, "", {}};

    CHECK(layout.install_folder("node", "22.11.0", Platform::LinuxX64, artifact)
          == "/home/store/node/22.11.0/linux-x64-aaaaaaaaaaaaaaaa");
    CHECK(layout.global_folder("node", "22.11.0") == "/home/global/node/22");
    CHECK(layout.global_folder("node", "22") == "/home/global/node/22");
    CHECK(layout.downloads() == "/cache/downloads");
}

TEST_CASE("a lock gives the entry of a tool", "[lock]")
{
    Lock lock;
    lock.tools.push_back({"node", "22", "22.11.0", "", {}, {}});

    CHECK(find_tool(lock, "node")->version == "22.11.0");
    CHECK(find_tool(lock, "nod") == nullptr);
}
