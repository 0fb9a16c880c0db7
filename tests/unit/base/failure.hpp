#pragma once

#include "catch.hpp"

#include <devenv/base/error.hpp>

#include <string>

namespace devenv {

// What is told when `action` fails; a test in which it does not fail ends here.
template <class Action>
Diagnostic failure_of(const Action& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.diagnostic();
    }
    FAIL("nothing was refused");
    return {};
}

// "devenv.toml:2:1", and only "devenv.toml" for the file as a whole.
inline std::string place_of(const Diagnostic& diagnostic)
{
    if (!diagnostic.location) {
        return "";
    }
    const auto& [file, line, column] = *diagnostic.location;
    return line == 0 ? file : file + ':' + std::to_string(line) + ':' + std::to_string(column);
}

} // namespace devenv
