#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "usecase/keys/reseal_values.hpp"

namespace roomkey {

/// Reseals with the current key what older ones have sealed, on a thread of its own: at the start,
/// when the keys changed, and now and then as long as there are older keys, because another node
/// may switch to the current key later than this one.
class Resealing {
public:
    static constexpr Duration period = std::chrono::hours{1};
    static constexpr Duration retry = std::chrono::minutes{1};
    /// Between two pages, so that requests are hardly affected: at most 100 values in this time.
    static constexpr Duration pause = std::chrono::milliseconds{20};

    Resealing(ResealValues& values, Sealer const& sealer, Log& log);

    void wake();

    /// As the last walk counted, less what has been sealed again since. Empty while there is only
    /// one key, because nothing was counted.
    [[nodiscard]] SealedCounts sealed_by() const;

private:
    void run(std::stop_token const& stop);
    /// Returns how long to wait until the next.
    Duration walk(std::stop_token const& stop);
    Duration give_up(Error const& error);
    /// After a pause; false if the walk should end.
    bool may_go_on(std::stop_token const& stop);

    ResealValues& values_;
    Sealer const& sealer_;
    Log& log_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_due_ = false;
    SealedCounts sealed_by_;
    std::jthread thread_;
};

}  // namespace roomkey
