#include "storage/postgres/backoff.hpp"

#include <algorithm>
#include <random>

namespace roomkey::postgres {

Backoff::Pause Backoff::next(std::uint32_t draw) {
    auto const bound = bound_;
    bound_ = std::min(bound_ * 2, longest_);
    auto const half = bound.count() / 2;
    return Pause{bound.count() - half + static_cast<std::int64_t>(draw) % (half + 1)};
}

std::uint32_t draw() {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return static_cast<std::uint32_t>(generator());
}

}  // namespace roomkey::postgres
