#include "retry.hpp"

#include <algorithm>
#include <random>

namespace devenv {

using namespace std::chrono_literals;

namespace {

constexpr int attempts = 4;
constexpr std::chrono::seconds longest_pause = 30s;

} // namespace

std::optional<std::chrono::milliseconds>
Retries::next_pause(Failure failure, std::optional<std::chrono::seconds> asked)
{
    if (failure != Failure::Passing || ++m_done >= attempts) {
        return std::nullopt;
    }
    if (asked) {
        return std::min(*asked, longest_pause);
    }
    // Doubled each time, and spread, so that many machines do not come back at the same moment.
    const auto base = 250ms * (1 << (m_done - 1));
    std::uniform_int_distribution<std::chrono::milliseconds::rep> spread{0, base.count() / 2};
    std::random_device random;
    return base + std::chrono::milliseconds{spread(random)};
}

} // namespace devenv
