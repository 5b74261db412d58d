#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include "app/installation/installation.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"

namespace roomkey {

/// How the wait for keys and database ended.
struct StartEnd {
    bool is_connected = false;   ///< Else the program was asked to stop.
    bool is_reload_due = false;  ///< SIGHUP came meanwhile.
    /// An attempt that still runs, if it has a thread; the end of this object waits for it.
    std::jthread abandoned = {};
};

/// The pause after a failure; then twice as long, and so on.
struct StartPauses {
    std::chrono::milliseconds first{250};
    std::chrono::milliseconds longest{2'000};
};

/// Calls `attempt` until there is no obstacle, on a thread of its own, because nothing can end a
/// wait for a name server or a command. Meanwhile it takes the signals from `wait_for_signal`,
/// which waits at most that long, and returns at once on SIGTERM or SIGINT. The error is that of
/// an obstacle that does not pass.
Result<StartEnd> attempt_to_start(
    std::function<std::optional<Obstacle>()> const& attempt,
    std::function<std::optional<int>(Duration)> const& wait_for_signal, Log& log,
    StartPauses const& pauses = {});

}  // namespace roomkey
