#pragma once

#include "domain/lockout.hpp"
#include "domain/user.hpp"
#include "security/sealer.hpp"
#include "storage/store.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {

/// What a password is checked for.
enum class PasswordUse : std::uint8_t { sign_in, change };

/// One password that is being checked, and counted as a wrong one until that ends.
struct SignInAttempt {
    TriedSignIn tried;
    PasswordUse use = PasswordUse::sign_in;
    SignInKey pair;
    bool is_known_source = false;  ///< The account signed in from there before.
    int failures = 0;              ///< Of the pair, with this one.
};

/// Bounds how many passwords can be tried, as `LockoutPolicy` says, over all nodes. Names of no
/// account are treated like those of one. Each attempt that began is ended in one of these
/// ways; one whose node died counts as wrong. Refused sign-ins and locks are recorded in the audit
/// trail.
class SignInGuard {
public:
    SignInGuard(Store& store, Clock const& clock, LockoutPolicy policy)
        : store_(store), clock_(clock), policy_(policy) {}

    /// Counts the attempt and commits. `account_locked` with the time to wait if there may be none
    /// now; `unavailable` if that depends on passwords that are being checked. Then nothing is
    /// counted.
    [[nodiscard]] Result<SignInAttempt> begin(std::string const& account,
                                              RequestContext const& context, PasswordUse use) const;

    /// `why` is for the audit trail.
    [[nodiscard]] Status end_wrong(SignInAttempt const& attempt,
                                   ErrorCode why = ErrorCode::credentials_wrong) const;
    /// The password was not checked, or was right and did not help.
    [[nodiscard]] Status take_back(SignInAttempt const& attempt) const;
    /// The same, and the sign-in is refused for this.
    [[nodiscard]] Status take_back(SignInAttempt const& attempt, Error const& refused) const;
    /// Forgets the failures of the pair and remembers the source; with what the sign-in writes.
    [[nodiscard]] Status end_right(Transaction& transaction, SignInAttempt const& attempt) const;
    /// The same for an account with a second factor that was not asked for: the failures stay, as
    /// they may be of that factor.
    [[nodiscard]] Status end_half_right(Transaction& transaction,
                                        SignInAttempt const& attempt) const;

    // One-time passwords, which are bounded by themselves: whoever tries them knows the password.
    // A wrong one is counted in the transaction that compared it, which has to be committed:
    // `false` is a value. `account_locked` with the time to wait if none may be tried now.
    /// Takes it: it is not accepted again. The user is held.
    [[nodiscard]] Result<bool> take_totp(Transaction& transaction, Sealer const& sealer, User& user,
                                         Secret const& code, SignInAttempt const& attempt) const;
    /// Only finds out whether it is right; true also if the user needs none.
    [[nodiscard]] Result<bool> try_totp(Sealer const& sealer, UserId const& user,
                                        Secret const& code, SignInAttempt const& attempt) const;

private:
    struct Begun;
    Result<bool> compare_totp(Transaction& transaction, Sealer const& sealer, User& user,
                              Secret const& code, SignInAttempt const& attempt) const;
    Result<Begun> count(Transaction& transaction, SignInAttempt attempt) const;
    static Status record(Transaction& transaction, SignInAttempt const& attempt,
                         Error const& refused);

    Store& store_;
    Clock const& clock_;
    LockoutPolicy policy_;
};

}  // namespace roomkey
