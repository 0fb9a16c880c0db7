#include "catch.hpp"

#include <devenv/hot/activation_state.hpp>

using namespace devenv::hot;

namespace {

Routes routes_of(std::string root, std::vector<std::string> path, Changes changes = {})
{
    return {std::move(root), ProjectKind::Manifest, {}, std::move(path), std::move(changes), {}};
}

struct Active
{
    ActivationState state;
    Environment env;
};

Active enter_into(const Routes& routes, const Environment& env)
{
    auto entry = enter(routes, "id", env);
    return {std::move(entry.state), applied(entry.changes, env)};
}

Environment after_leaving(const Active& active)
{
    return applied(leave(active.state, active.env), active.env);
}

const Routes app =
    routes_of("/app", {"/s/node/bin", "/s/go/bin"}, {{"A", "ours"}, {"B", std::nullopt}});

} // namespace

TEST_CASE("entering puts the folders first, in their order, and changes variables", "[state]")
{
    const auto [state, env] = enter_into(app, {{"PATH", "/usr/bin:/bin"}, {"B", "b"}, {"C", "c"}});

    CHECK(
        env
        == Environment{{"PATH", "/s/node/bin:/s/go/bin:/usr/bin:/bin"}, {"A", "ours"}, {"C", "c"}});
    CHECK(state
          == ActivationState{"/app",
                             "id",
                             {"/s/node/bin", "/s/go/bin"},
                             {{"A", "ours", std::nullopt}, {"B", std::nullopt, "b"}}});
}

TEST_CASE("leaving at once restores every environment byte for byte", "[state]")
{
    const Environment environments[] = {
        {},
        {{"PATH", ""}},
        {{"PATH", ":"}},
        {{"PATH", "/usr/bin"}},
        {{"PATH", ":/usr/bin:"}},
        {{"PATH", "/usr/bin::/bin:/usr/bin:.:~/bin:a b"}},
        {{"PATH", "/x:/s/go/bin:/y:/s/node/bin"}},
        {{"PATH", "/s/node/bin:/s/go/bin:/usr/bin"}},
        {{"PATH", "/s/node/bin:/s/go/bin"}},
        {{"PATH", "/s/node/bin"}},
        {{"PATH", "/usr/bin"}, {"A", ""}, {"B", "b"}},
        {{"PATH", "/usr/bin"}, {"A", "ours"}},
    };
    for (const auto& env : environments) {
        CHECK(after_leaving(enter_into(app, env)) == env);
    }
}

TEST_CASE("what the user changed inside of the project stays", "[state]")
{
    auto active = enter_into(app, {{"PATH", "/usr/bin"}, {"A", "old"}, {"B", "b"}});
    active.env["A"] = "user's";
    active.env["B"] = "set again";
    active.env["NEW"] = "x";
    active.env["PATH"] = "/venv/bin:" + active.env["PATH"] + ":/late";

    CHECK(after_leaving(active)
          == Environment{{"PATH", "/venv/bin:/usr/bin:/late"},
                         {"A", "user's"},
                         {"B", "set again"},
                         {"NEW", "x"}});
}

TEST_CASE("a variable that the user unset inside stays unset", "[state]")
{
    auto active = enter_into(app, {{"A", "old"}});
    active.env.erase("A");

    CHECK_FALSE(after_leaving(active).contains("A"));
}

TEST_CASE("leaving takes nothing from PATH that is not there any more", "[state]")
{
    auto active = enter_into(app, {{"PATH", "/usr/bin"}});

    active.env["PATH"] = "/usr/bin:/s/node/bin2:/s/node";
    CHECK(after_leaving(active).at("PATH") == "/usr/bin:/s/node/bin2:/s/node");
    active.env.erase("PATH");
    CHECK_FALSE(after_leaving(active).contains("PATH"));
}

TEST_CASE("folders that PATH begins with already are not put there twice", "[state]")
{
    const auto same = enter_into(app, {{"PATH", "/s/node/bin:/s/go/bin:/usr/bin"}});
    const auto longer = enter_into(app, {{"PATH", "/s/node/bin:/s/go/bin2"}});

    CHECK(same.env.at("PATH") == "/s/node/bin:/s/go/bin:/usr/bin");
    CHECK(same.state.path.empty());
    CHECK(longer.env.at("PATH") == "/s/node/bin:/s/go/bin:/s/node/bin:/s/go/bin2");
}

TEST_CASE("whether a state's folders are on PATH", "[state]")
{
    const auto [state, env] = enter_into(app, {{"PATH", "/usr/bin"}});

    CHECK(is_on_path(state, env));
    CHECK(is_on_path(state, {{"PATH", "/venv:/s/go/bin:/s/node/bin"}}));
    CHECK_FALSE(is_on_path(state, {{"PATH", "/s/node/bin:/usr/bin"}}));
    CHECK_FALSE(is_on_path(state, {}));
}

TEST_CASE("a state is one line that every shell passes on, and is read back", "[state]")
{
    std::string every_byte;
    for (int byte = 1; byte < 256; ++byte) {
        every_byte += static_cast<char>(byte);
    }
    const ActivationState states[] = {
        {"/", "", {}, {}},
        {"/home/ann/my app", "0123456789abcdef", {"/a b/bin", "/c;d,e=f"}, {}},
        {"/x", "i", {}, {{"A", "", std::nullopt}, {"B", std::nullopt, ""}, {"C", "~", "=%3b"}}},
        {"/" + every_byte, "i", {"/" + every_byte}, {{"A", every_byte, every_byte}}},
    };
    for (const auto& state : states) {
        const auto text = encode_state(state);

        CHECK(decode_state(text) == state);
        CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789/._-+@%;,=~")
              == std::string::npos);
    }
}

TEST_CASE("a broken state is no state", "[state]")
{
    const char* const texts[] = {
        "",
        "1",
        "1;",
        "2;/a;i",
        "1;a;i",
        "1;/a;i;x,/b",
        "1;/a;i;p,b",
        "1;/a;i;p,/b%",
        "1;/a;i;p,/b%2",
        "1;/a;i;p,/b%zz",
        "1;/a;i;p,/b%00",
        "1;/a;i;v,A",
        "1;/a;i;v,A,=1",
        "1;/a;i;v,A,1,~",
        "1;/a;i;v,A;B,=1,~",
        "1;/a;i;v,PATH,=1,~",
        "1;/a;i;v,A$(id),=1,~",
        "1;/a;i;;p,/b",
        "1;/a b;i",
        "1;/a;i;p,/b\n",
    };
    for (const auto* text : texts) {
        INFO(text);
        CHECK(decode_state(text) == std::nullopt);
    }
    CHECK(decode_state("1;/a;i"));
}

TEST_CASE("a difference is what makes one environment of another", "[state]")
{
    const Environment before{{"A", "1"}, {"B", "2"}, {"C", "3"}};
    const Environment after{{"A", "1"}, {"B", "x"}, {"D", ""}};

    const auto changes = difference(before, after);

    CHECK(changes == Changes{{"B", "x"}, {"D", ""}, {"C", std::nullopt}});
    CHECK(applied(changes, before) == after);
    CHECK(difference(before, before).empty());
}
