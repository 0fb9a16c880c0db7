#include "catch.hpp"

#include <devenv/hot/routes.hpp>

using namespace devenv::hot;

namespace {

Routes example()
{
    return {"/home/ann/app",
            ProjectKind::Manifest,
            {{"/home/ann/app/devenv.toml", FileStamp{1'700'000'000'123'456'789, 120}},
             {"/home/ann/app/devenv.local.toml", std::nullopt}},
            {"/store/node/bin", "/store/my tools/bin"},
            {{"GOTOOLCHAIN", "local"}, {"NODE_OPTIONS", std::nullopt}},
            {{"node", "/store/node/bin/node"}, {"npm", "/store/node/bin/npm"}}};
}

constexpr std::string_view example_text =
    "devenv-routes\t1\n"
    "root\t/home/ann/app\n"
    "kind\tmanifest\n"
    "watch\t1700000000123456789\t120\t/home/ann/app/devenv.toml\n"
    "watch\t-\t-\t/home/ann/app/devenv.local.toml\n"
    "path\t/store/node/bin\n"
    "path\t/store/my tools/bin\n"
    "set\tGOTOOLCHAIN\tlocal\n"
    "unset\tNODE_OPTIONS\n"
    "command\tnode\t/store/node/bin/node\n"
    "command\tnpm\t/store/node/bin/npm\n"
    "end\n";

std::string with(std::string_view from, std::string_view to)
{
    std::string text{example_text};
    text.replace(text.find(from), from.size(), to);
    return text;
}

} // namespace

TEST_CASE("routes are written one record a line, and read back", "[routes]")
{
    CHECK(format_routes(example()) == example_text);
    CHECK(parse_routes(example_text) == example());
}

TEST_CASE("routes of nothing but a root are routes", "[routes]")
{
    const Routes routes{"/", ProjectKind::Files, {}, {}, {}, {}};

    CHECK(parse_routes(format_routes(routes).value()) == routes);
}

TEST_CASE("a value may hold any byte but NUL", "[routes]")
{
    std::string every_byte;
    for (int byte = 1; byte < 256; ++byte) {
        every_byte += static_cast<char>(byte);
    }
    for (const std::string& value : {std::string{}, std::string{"%41 100%"}, every_byte}) {
        auto routes = example();
        routes.changes = {{"KEY", value}};

        const auto text = format_routes(routes);

        REQUIRE(text);
        CHECK(parse_routes(*text) == routes);
    }
}

TEST_CASE("what no line can say is refused", "[routes]")
{
    const auto refuses = [](auto&& spoil) {
        auto routes = example();
        spoil(routes);
        return !format_routes(routes);
    };

    CHECK(refuses([](auto& r) { r.root = "app"; }));
    CHECK(refuses([](auto& r) { r.root = "/a\nb"; }));
    CHECK(refuses([](auto& r) { r.watches[0].path = "/a\tb"; }));
    CHECK(refuses([](auto& r) { r.path[0] = "/a:b"; }));
    CHECK(refuses([](auto& r) { r.path[0] = "bin"; }));
    CHECK(refuses([](auto& r) { r.path[0] = "/a\x7f"; }));
    for (const auto* name : {"", "1A", "A-B", "A=B", "A B", "\xc3\xa9", "PATH", "DEVENV_STATE"}) {
        CHECK(refuses([&](auto& r) { r.changes[0].name = name; }));
    }
    CHECK(refuses([](auto& r) { r.changes[0].value = std::string{"\0", 1}; }));
    CHECK(refuses([](auto& r) { r.commands[0].name = "bin/node"; }));
    CHECK(refuses([](auto& r) { r.commands[0].name = ""; }));
    CHECK(refuses([](auto& r) { r.commands[0].program = "node"; }));
}

TEST_CASE("a text that is not of the format is not believed in part", "[routes]")
{
    CHECK_FALSE(parse_routes(""));
    CHECK_FALSE(parse_routes("devenv-routes\t1\n"));
    CHECK_FALSE(parse_routes("devenv-routes\t1\nend\n"));
    CHECK_FALSE(parse_routes(with("devenv-routes\t1", "devenv-routes\t2")));
    CHECK_FALSE(parse_routes(with("kind\tmanifest", "kind\tother")));
    CHECK_FALSE(parse_routes(with("\t120\t", "\tmany\t")));
    CHECK_FALSE(parse_routes(with("unset\t", "unknown\t")));
    CHECK_FALSE(parse_routes(with("GOTOOLCHAIN", "A;rm -rf")));
    CHECK_FALSE(parse_routes(with("path\t/store", "path\tstore")));
}

TEST_CASE("a file that was cut off anywhere is as good as absent", "[routes]")
{
    for (std::size_t size = 0; size < example_text.size(); ++size) {
        CHECK_FALSE(parse_routes(example_text.substr(0, size)));
        CHECK_FALSE(records_of(example_text.substr(0, size), "/home/ann/app"));
    }
}

TEST_CASE("another project's routes are not taken for one's own", "[routes]")
{
    CHECK(records_of(example_text, "/home/ann/app"));
    CHECK_FALSE(records_of(example_text, "/home/ann/ap"));
    CHECK_FALSE(records_of(example_text, "/home/ann/app2"));
}

TEST_CASE("a command is found by its whole name", "[routes]")
{
    const auto records = records_of(example_text, "/home/ann/app").value();

    CHECK(find_command(records, "node") == "/store/node/bin/node");
    CHECK(find_command(records, "npm") == "/store/node/bin/npm");
    CHECK(find_command(records, "np") == std::nullopt);
    CHECK(find_command(records, "node2") == std::nullopt);
    CHECK(find_command(records, "") == std::nullopt);
}

TEST_CASE("the file's name is the FNV-1a hash of the root", "[routes]")
{
    CHECK(routes_file_name("") == "cbf29ce484222325");
    CHECK(routes_file_name("a") == "af63dc4c8601ec8c");
    CHECK(routes_file_name("foobar") == "85944171f73967e8");
}

TEST_CASE("numbers are read whole or not at all", "[routes]")
{
    CHECK(parse_number("0") == 0);
    CHECK(parse_number("-12") == -12);
    CHECK(parse_number("1700000000123456789") == 1'700'000'000'123'456'789);
    CHECK(parse_number("9223372036854775807") == 9'223'372'036'854'775'807);
    for (const auto* text :
         {"", "-", "1a", " 1", "+1", "--1", "9223372036854775808", "10000000000000000000"}) {
        CHECK(parse_number(text) == std::nullopt);
    }
}
