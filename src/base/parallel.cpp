#include <devenv/base/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace devenv {

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr first_failure;

    const auto run = [&] {
        for (auto item = next++; item < count; item = next++) {
            try {
                work(item);
            } catch (...) {
                const std::scoped_lock lock{mutex};
                if (!first_failure) {
                    first_failure = std::current_exception();
                }
                next = count;
            }
        }
    };
    {
        const auto helpers = std::min<std::size_t>(std::max(jobs, 1U), count);
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < helpers; ++i) {
            threads.emplace_back(run);
        }
        run();
    }
    if (first_failure) {
        std::rethrow_exception(first_failure);
    }
}

} // namespace devenv
