#pragma once

#include <csignal>
#include <optional>

#include "base/clock.hpp"

namespace roomkey {

/// SIGTERM, SIGINT and SIGHUP, taken one by one by the waiting thread instead of interrupting any.
/// Create it before any thread starts, so that all of them inherit the block; SIGPIPE is ignored
/// for good. When it is destroyed, signals that were not taken are dropped and the three behave as
/// before.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    /// Blocks until one arrives; returns which.
    [[nodiscard]] int wait();

    /// The same for `pause` at most; a pause of zero only asks.
    [[nodiscard]] std::optional<int> wait_for(Duration pause);

private:
    sigset_t awaited_{};
    sigset_t before_{};
};

}  // namespace roomkey
