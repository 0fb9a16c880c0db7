#pragma once

#include <devenv/hot/routes.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv::hot {

// The exported variable that holds the encoded ActivationState of a shell inside of a project.
inline constexpr const char* state_variable = "DEVENV_STATE";

using Environment = std::map<std::string, std::string, std::less<>>;
using Changes = std::vector<Change>;

// One variable that an activation changed: what it is now, and what it was before.
struct ChangedVariable
{
    std::string name;
    std::optional<std::string> ours; // nothing: we unset it
    std::optional<std::string> before;

    bool operator==(const ChangedVariable&) const = default;
};

// What entering a project did to the environment: all that leaving it needs. It is exported, so
// that a shell started inside can leave as well.
struct ActivationState
{
    std::string root;
    std::string routes_id;         // of the routes that were entered; other routes have another
    std::vector<std::string> path; // the folders that were put on PATH
    std::vector<ChangedVariable> variables;

    bool operator==(const ActivationState&) const = default;
};

// One line of printable ASCII without spaces or quotes.
std::string encode_state(const ActivationState& state);

// What encode_state() was given. Nothing if `text` is anything else: the environment is open to
// everybody, and a shell with a broken state counts as one outside of any project.
std::optional<ActivationState> decode_state(std::string_view text);

// What has to change so that `env` is as if the project had not been entered: takes each folder of
// the state off PATH once and leaves the rest of PATH byte for byte, and gives each variable its
// former value unless somebody has changed it since.
Changes leave(const ActivationState& state, const Environment& env);

struct Entry
{
    ActivationState state;
    Changes changes;
};

// What has to change so that `env` is that of the project; `env` is that of no project. Folders
// that PATH already begins with are not put there again.
Entry enter(const Routes& routes, std::string_view routes_id, const Environment& env);

// Whether all that the state put on PATH is still there. A login shell inside of another shell
// sets PATH anew, although it inherits the state.
bool is_on_path(const ActivationState& state, const Environment& env);

// `env` with `changes` applied.
Environment applied(const Changes& changes, Environment env);

// What makes `after` of `before`: changed and new variables by name, then the removed ones.
Changes difference(const Environment& before, const Environment& after);

} // namespace devenv::hot
