#pragma once

#include <chrono>
#include <optional>

namespace devenv {

// What became of one attempt, as far as trying again is concerned.
enum class Failure {
    None,
    Passing,   // a broken connection, a busy server
    Permanent, // what another attempt would meet again
};

// Decides how often, and after which pause, something is tried again.
class Retries
{
public:
    // The pause before the next attempt, or nothing if there is to be none. `asked` is what the server
    // asked for by Retry-After.
    std::optional<std::chrono::milliseconds>
    next_pause(Failure failure, std::optional<std::chrono::seconds> asked);

private:
    int m_done = 0;
};

} // namespace devenv
