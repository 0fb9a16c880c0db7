#include <devenv/version/scheme.hpp>
