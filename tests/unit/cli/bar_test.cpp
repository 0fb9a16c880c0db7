#include "bar.hpp"
#include "catch.hpp"
#include "progress.hpp"

using namespace devenv::cli;

namespace {

BarState downloading(std::uint64_t done, std::optional<std::uint64_t> total, double speed)
{
    return {"node 22.11.0", BarState::Phase::Downloading, done, total, 0, speed};
}

BarState in_phase(BarState::Phase phase, double unpacked = 0)
{
    return {"node 22.11.0", phase, 0, {}, unpacked, 0};
}

} // namespace

TEST_CASE("a bar shows the share, the numbers and the time that is left", "[bar]")
{
    const auto state = downloading(13'050'000, 26'100'000, 2'500'000);

    CHECK(format_bar(state, 14, 100, Charset::Ascii)
          == "node 22.11.0    ############------------  13.1 MB of 26.1 MB  2.5 MB/s  0:06 left");
    CHECK(format_bar(state, 12, 100, Charset::Utf8)
          == "node 22.11.0  ━━━━━━━━━━━━────────────  13.1 MB of 26.1 MB  2.5 MB/s  0:06 left");
}

TEST_CASE("each phase has its own line", "[bar]")
{
    const std::string none(24, '-');
    const struct
    {
        BarState state;
        std::string text; // behind the name
    } cases[] = {
        {in_phase(BarState::Phase::Queued), none + "  queued"},
        {in_phase(BarState::Phase::Waiting), none + "  another devenv installs it"},
        {in_phase(BarState::Phase::Unpacking, 0.25), "######------------------  unpacking"},
        {in_phase(BarState::Phase::Unpacking, 7), std::string(24, '#') + "  unpacking"},
        {in_phase(BarState::Phase::Done), std::string(24, '#') + "  installed"},
        {downloading(0, std::nullopt, 0), none + "  0 B"},
        {downloading(1000, std::nullopt, 0), none + "  1.0 kB"},
        {downloading(0, 0, 0), none + "  0 B of 0 B"},
        {downloading(10, 5, 1), std::string(24, '#') + "  10 B of 5 B  1 B/s"},
        {downloading(0, 1'000'000'000, 1000),
         none + "  0 B of 1.00 GB  1.0 kB/s  over an hour left"},
        {downloading(0, 61'000, 1000), none + "  0 B of 61.0 kB  1.0 kB/s  1:01 left"},
    };
    for (const auto& [state, text] : cases) {
        CHECK(format_bar(state, 12, 100, Charset::Ascii) == "node 22.11.0  " + text);
    }
}

TEST_CASE("on a narrow terminal the bar goes first, then the end of the numbers", "[bar]")
{
    const auto state = downloading(13'050'000, 26'100'000, 2'500'000);

    CHECK(format_bar(state, 12, 78, Charset::Ascii)
          == "node 22.11.0  13.1 MB of 26.1 MB  2.5 MB/s  0:06 left");
    CHECK(format_bar(state, 12, 20, Charset::Utf8) == "node 22.11.0  13.1 M");
    for (std::size_t width = 1; width < 90; ++width) {
        CHECK(format_bar(state, 12, width, Charset::Ascii).size() <= width);
    }
}

TEST_CASE("sizes are written as download pages have them", "[bar]")
{
    const struct
    {
        std::uint64_t bytes;
        std::string text;
    } cases[] = {{0, "0 B"},
                 {999, "999 B"},
                 {1000, "1.0 kB"},
                 {26'100'000, "26.1 MB"},
                 {136'757'743, "136.8 MB"},
                 {1'500'000'000, "1.50 GB"}};
    for (const auto& [bytes, text] : cases) {
        CHECK(format_size(bytes) == text);
    }
}
