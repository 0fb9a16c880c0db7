#pragma once

#include <string_view>

namespace devenv::shim {

// "DEVENV_SHIM_DEPTH=..." for a program that may lead back to this shim, as another version
// manager's may. Ends this program if it was started again and again.
char* guard_against_recursion(int argc,
                              char* const* argv,
                              char* const* environment,
                              std::string_view name);

} // namespace devenv::shim
