#include <devenv/hot/routes.hpp>
