#include "base/backoff.hpp"

#include <poll.h>

#include <algorithm>
#include <functional>
#include <random>
#include <thread>
#include <utility>

namespace roomkey {

Backoff::Pause Backoff::next(std::uint32_t draw) {
    auto const bound = next();
    auto const half = bound.count() / 2;
    return Pause{bound.count() - half + static_cast<std::int64_t>(draw) % (half + 1)};
}

Backoff::Pause Backoff::next() { return std::exchange(bound_, std::min(bound_ * 2, longest_)); }

std::uint32_t draw() {
    // Threads and nodes only have to differ.
    thread_local std::minstd_rand generator{static_cast<std::uint32_t>(
        std::hash<std::thread::id>{}(std::this_thread::get_id()) ^
        static_cast<std::size_t>(std::chrono::steady_clock::now().time_since_epoch().count()))};
    return static_cast<std::uint32_t>(generator());
}

void rest(Backoff::Pause pause) { ::poll(nullptr, 0, static_cast<int>(pause.count())); }

}  // namespace roomkey
