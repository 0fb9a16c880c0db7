#include "../base/failure.hpp"
#include "catch.hpp"
#include "retry.hpp"

#include <devenv/fetch/fetcher.hpp>

using namespace devenv;
using namespace std::chrono_literals;

TEST_CASE("a passing failure is tried again three times, with longer and longer pauses", "[fetch]")
{
    Retries retries;
    for (const auto base : {250ms, 500ms, 1000ms}) {
        const auto pause = retries.next_pause(Failure::Passing, std::nullopt);
        REQUIRE(pause);
        CHECK(pause->count() >= base.count());
        CHECK(pause->count() <= base.count() * 3 / 2);
    }
    CHECK_FALSE(retries.next_pause(Failure::Passing, std::nullopt));
    CHECK_FALSE(retries.next_pause(Failure::Passing, 1s));
}

TEST_CASE("what would fail again is not tried again", "[fetch]")
{
    Retries retries;

    CHECK_FALSE(retries.next_pause(Failure::Permanent, std::nullopt));
    CHECK_FALSE(retries.next_pause(Failure::Permanent, 1s));
    CHECK_FALSE(retries.next_pause(Failure::None, std::nullopt));
}

TEST_CASE("a server may ask for a pause, but not for a long one", "[fetch]")
{
    const struct
    {
        std::chrono::seconds asked;
        std::chrono::seconds pause;
    } cases[] = {{0s, 0s}, {7s, 7s}, {30s, 30s}, {3600s, 30s}};
    for (const auto& [asked, expected] : cases) {
        Retries retries;
        const auto pause = retries.next_pause(Failure::Passing, asked);
        REQUIRE(pause);
        CHECK(*pause == expected);
    }
}

TEST_CASE("a message shows an address without its password", "[fetch]")
{
    const struct
    {
        std::string url;
        std::string shown;
    } cases[] = {
        {"https://host.test/a", "https://host.test/a"},
        {"https://user:secret@host.test/a", "https://host.test/a"},
        {"https://token@host.test:8080/a", "https://host.test:8080/a"},
        {"https://user:secret@host.test", "https://host.test"},
        {"https://host.test/a@1.2", "https://host.test/a@1.2"},
        {"https://user:secret@host.test/a@1.2", "https://host.test/a@1.2"},
        {"user:secret@host.test/a", "host.test/a"},
        {"", ""},
    };
    for (const auto& [url, shown] : cases) {
        INFO(url);
        CHECK(without_credentials(url) == shown);
    }
}

TEST_CASE("a password with an @ in it is not shown in part", "[fetch]")
{
    CHECK(without_credentials("https://user:sec@ret@host.test/a") == "https://host.test/a");
}

TEST_CASE("while offline, what needs the network says so without the password", "[fetch]")
{
    const auto failure = failure_of(
        [] { make_offline_fetcher()->fetch({.url = "https://user:secret@host.test/a"}, {}); });

    CHECK(failure.message == "cannot get `https://host.test/a` while offline");
    CHECK(failure.exit_code == ExitCode::NotInstalled);
}
