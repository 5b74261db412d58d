#pragma once

#include <thread>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "storage/store.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// What has to be done now and then, on a thread of its own: forgetting what no promise needs any
/// more, and notifying event streams when another process changed the database.
class Housekeeping {
public:
    /// Event streams have to learn of a reset by the command line within a second.
    static constexpr Duration watch_period = std::chrono::milliseconds{250};
    static constexpr Duration prune_period = std::chrono::minutes{10};

    Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed, Log& log);
    Housekeeping(Housekeeping const&) = delete;
    Housekeeping& operator=(Housekeeping const&) = delete;

private:
    void run(std::stop_token const& stop);
    void look_for_foreign_changes();
    void prune(std::stop_token const& stop);

    Store& store_;
    Clock const& clock_;
    TerminalFeed& feed_;
    Log& log_;
    std::jthread thread_;
};

}  // namespace roomkey
