#include "catch.hpp"

#include <devenv/base/error.hpp>
#include <devenv/base/parallel.hpp>

#include <array>
#include <atomic>

using namespace devenv;

TEST_CASE("each item is worked on once, however many jobs there are", "[parallel]")
{
    for (const unsigned jobs : {0U, 1U, 3U, 64U}) {
        std::array<std::atomic<int>, 20> calls{};

        parallel_for(calls.size(), jobs, [&](std::size_t item) { ++calls.at(item); });

        INFO(jobs << " jobs");
        for (const auto& count : calls) {
            CHECK(count.load() == 1);
        }
    }
}

TEST_CASE("after the first failure nothing more is begun", "[parallel]")
{
    std::atomic<int> calls = 0;
    const auto fail_at_second = [&](std::size_t item) {
        ++calls;
        if (item == 1) {
            throw Error{"item " + std::to_string(item)};
        }
    };

    CHECK_THROWS_WITH(parallel_for(10, 1, fail_at_second), "item 1");
    CHECK(calls.load() == 2);
}

TEST_CASE("of several failures one comes out", "[parallel]")
{
    const auto fail = [](std::size_t) { throw Error{"failed"}; };

    CHECK_THROWS_WITH(parallel_for(100, 4, fail), "failed");
    CHECK_NOTHROW(parallel_for(0, 4, fail));
}
