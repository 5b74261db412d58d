#pragma once

#include <chrono>

#include "base/clock.hpp"

namespace roomkey {

/// Wrong passwords as they are counted of one thing: an account name from one source, an account
/// name, a source. Or wrong one-time passwords of an account.
struct FailureCount {
    int count = 0;     ///< With those that are being checked, which may turn out to be right.
    int checking = 0;  ///< Of these, how many are.
    Instant locked_until{};
    /// When the last one was; of a source, when its window began.
    Instant counted_at{};
};

/// When wrong passwords make a sign-in wait (423). An attempt is counted before its password is
/// checked, and taken back if that was right: so those that are in progress at the same time, on
/// whatever node, cannot be more than are permitted. What would be one too many only if all of them
/// are wrong waits for them (503), so that right passwords lock nobody out. A source is an IPv4
/// address or an IPv6 /64.
///
/// - An account name is locked for the source that the wrong passwords came from.
/// - A name with many of them gets slower for all sources that never signed in with it.
/// - A source with many of them, for whatever names, is locked.
///
/// Wrong one-time passwords are compared and counted at once, and only a day without any of them is
/// forgiveness: a right one is not, since its owner uses one every day.
struct LockoutPolicy {
    struct Lock {
        Duration left{};       ///< Zero if there is none.
        bool is_firm = false;  ///< Of wrong passwords alone: no check in progress can lift it.
    };

    int failures_max = 5;  ///< Of a name from one source: the fifth in a row locks.
    /// The vendor's client text speaks of 60 s (client code 206030015).
    Duration lock = std::chrono::seconds{60};
    Duration lock_max = std::chrono::hours{1};
    /// Failures older than this are forgotten.
    Duration memory = std::chrono::hours{24};

    int name_failures_max = 10;  ///< Of a name: from then on one attempt in `name_pause`.
    Duration name_pause = std::chrono::seconds{10};

    int totp_failures_max = 5;  ///< Of an account: from then on each makes the next one wait.
    /// The first time; twice as long with each further one, up to `lock_max`.
    Duration totp_pause = std::chrono::seconds{10};

    int per_source = 30;  ///< Within `source_window`, which is how long they lock it, too.
    Duration source_window = std::chrono::minutes{5};

    /// How long the name is locked after `failures` wrong passwords in a row: zero below the
    /// threshold, then doubling with every further full round, up to `lock_max`.
    [[nodiscard]] Duration lock_after(int failures) const;
    /// How long the next one-time password waits after so many wrong ones.
    [[nodiscard]] Duration totp_pause_after(int failures) const;

    // The counters after one more attempt.
    /// Of a name from one source. The lock is short, as the attempt may be right; if it was wrong,
    /// `lock_after` follows.
    [[nodiscard]] FailureCount count_pair(FailureCount const& before, Instant now) const;
    [[nodiscard]] FailureCount count_name(FailureCount const& before, Instant now) const;
    [[nodiscard]] FailureCount count_source(FailureCount const& before, Instant now) const;
    [[nodiscard]] FailureCount count_totp(FailureCount const& before, Instant now) const;

    // The locks of the counters, as of now.
    [[nodiscard]] Lock lock_of_pair(FailureCount const& count, Instant now) const;
    [[nodiscard]] Lock lock_of_name(FailureCount const& count, Instant now) const;
    [[nodiscard]] Lock lock_of_source(FailureCount const& count, Instant now) const;
    [[nodiscard]] Lock lock_of_totp(FailureCount const& count, Instant now) const;

private:
    [[nodiscard]] FailureCount remembered(FailureCount const& before, Instant now) const;
};

/// What is left when one attempt was none: its password was right, or could not be checked.
FailureCount take_back(FailureCount const& counted);
/// One attempt was checked, and wrong.
FailureCount found_wrong(FailureCount const& counted);

}  // namespace roomkey
