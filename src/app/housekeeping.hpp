#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "delivery/spool/spool_channel.hpp"
#include "storage/store.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// What has to be done now and then, on a thread of its own: forgetting what no promise needs any
/// more, notifying event streams when another process changed the database, and once a day what the
/// server asks for.
class Housekeeping {
public:
    struct Periods {
        /// Event streams have to learn of a reset by the command line within a second.
        Duration watch = std::chrono::milliseconds{250};
        Duration prune = std::chrono::minutes{10};
        Duration daily = std::chrono::days{1};
    };

    /// `audit_keep` is how long the audit trail is kept; zero: for ever.
    Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed, SpoolChannel const& spool,
                 Log& log, Duration audit_keep, std::function<void()> daily)
        : Housekeeping(store, clock, feed, spool, log, audit_keep, std::move(daily), Periods{}) {}
    Housekeeping(Store& store, Clock const& clock, TerminalFeed& feed, SpoolChannel const& spool,
                 Log& log, Duration audit_keep, std::function<void()> daily, Periods periods);
    Housekeeping(Housekeeping const&) = delete;
    Housekeeping& operator=(Housekeeping const&) = delete;

private:
    void run(std::stop_token const& stop);
    void look_for_foreign_changes();
    void prune(std::stop_token const& stop);

    Store& store_;
    Clock const& clock_;
    TerminalFeed& feed_;
    SpoolChannel const& spool_;
    Log& log_;
    Duration audit_keep_;
    std::function<void()> daily_;
    Periods periods_;
    std::jthread thread_;
};

}  // namespace roomkey
