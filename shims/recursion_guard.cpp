#include "recursion_guard.hpp"

#include "environment_block.hpp"
#include "message.hpp"

#include <devenv/hot/route_records.hpp>

#include <cstring>

namespace devenv::shim {

namespace {

constexpr std::string_view variable = "DEVENV_SHIM_DEPTH";

// A shim that finds itself is called with the same arguments each time: eight such calls are
// enough. Calls that differ may be honest, as of scripts that start scripts, and get 64.
constexpr std::int64_t most = 64;
constexpr std::int64_t cost_of_same_call = 8;
constexpr std::int64_t cost_of_other_call = 1;

} // namespace

char* guard_against_recursion(int argc,
                              char* const* argv,
                              char* const* environment,
                              std::string_view name)
{
    auto hash = hot::hash_of(name);
    for (int i = 1; i < argc; ++i) {
        hash = hot::hash_of({argv[i], std::strlen(argv[i]) + 1}, hash);
    }
    const auto call = hot::hex_of(hash);
    auto before = find_variable(environment, variable);
    const auto depth = hot::parse_number(hot::take_until(before, '.')).value_or(0);
    const bool same_call = before == std::string_view{call.data(), call.size()};
    const auto next = depth + (same_call ? cost_of_same_call : cost_of_other_call);
    if (depth < 0 || next > most) {
        fail(cannot_run,
             {"error: shim recursion: `",
              name,
              "` leads back to itself\nhint: `type -a ",
              name,
              "` shows what is on PATH; another version manager may start this shim again\n"});
    }
    auto* const text = static_cast<char*>(allocate(variable.size() + call.size() + 5));
    char* end = text;
    const auto append = [&](std::string_view part) {
        std::memcpy(end, part.data(), part.size());
        end += part.size();
    };
    append(variable);
    const char digits[] = {
        '=', static_cast<char>('0' + next / 10), static_cast<char>('0' + next % 10), '.'};
    append({digits, sizeof digits});
    append({call.data(), call.size()});
    *end = '\0';
    return text;
}

} // namespace devenv::shim
