#include "domain/lockout.hpp"

#include <algorithm>

namespace roomkey {

Duration LockoutPolicy::lock_after(int failures) const {
    if (failures < failures_max || failures % failures_max != 0) return Duration::zero();
    Duration length = lock;
    for (int round = failures / failures_max; round > 1 && length < lock_max; --round) length *= 2;
    return std::min(length, lock_max);
}

}  // namespace roomkey
