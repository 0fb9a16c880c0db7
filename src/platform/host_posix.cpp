#include <devenv/platform/host.hpp>
