#pragma once

#include <cstddef>
#include <functional>

namespace devenv {

// Calls `work` with each of 0 .. count-1 on up to `jobs` threads, and returns when all are done. After
// the first exception no further item is begun; it is thrown again here once every thread has ended.
void parallel_for(std::size_t count,
                  unsigned jobs,
                  const std::function<void(std::size_t)>& work);

} // namespace devenv
