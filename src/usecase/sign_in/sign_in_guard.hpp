#pragma once

#include <string>

#include "domain/lockout.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// One sign-in by password that is under way, and counted as a wrong one until it ends.
struct SignInAttempt {
    SignInKey pair;
    bool is_known_source = false;  ///< The account signed in from there before.
    int failures = 0;              ///< Of the pair, with this one.
};

/// Bounds how many passwords can be tried, as `LockoutPolicy` says, over all nodes. Names of no
/// account are treated like those of one. Each attempt that began is ended in one of three ways;
/// one whose node died counts as wrong.
class SignInGuard {
public:
    SignInGuard(Store& store, Clock const& clock, LockoutPolicy policy)
        : store_(store), clock_(clock), policy_(policy) {}

    /// Counts the attempt and commits. `account_locked` with the time to wait if there may be none
    /// now; then nothing is counted.
    [[nodiscard]] Result<SignInAttempt> begin(std::string const& account,
                                              std::string const& address) const;

    [[nodiscard]] Status end_wrong(SignInAttempt const& attempt) const;
    /// The password was not checked, or was right and did not help.
    [[nodiscard]] Status take_back(SignInAttempt const& attempt) const;
    /// Forgets the failures of the pair and remembers the source; with what the sign-in writes.
    [[nodiscard]] Status end_right(Transaction& transaction, SignInAttempt const& attempt) const;

private:
    Store& store_;
    Clock const& clock_;
    LockoutPolicy policy_;
};

}  // namespace roomkey
