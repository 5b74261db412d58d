#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"
#include "usecase/sign_in/sign_in_guard.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {

/// The passwords of people. Errors: those of the gate; `account_unknown`; besides those named.
class Passwords {
public:
    Passwords(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens,
              PasswordHasher& passwords, SignInGuard const& guard)
        : gate_(gate), issue_(issue), tokens_(tokens), passwords_(passwords), guard_(guard) {}

    /// Of the callers' own. Ends their other sessions. Wrong old passwords count like those of a
    /// sign-in: `account_locked`. `old_password_wrong`, `password_not_yours` for another's account,
    /// `password_used_recently`, and those of domain/account/password_rules.
    Status update(UpdatePasswordRequest const& request, Actor const& actor) const;
    /// Makes one and queues notices that carry it; ends the user's sessions and lifts a lock.
    /// `password_not_yours` for the default administrator's, unless they ask themselves;
    /// `invalid_parameter` for a terminal, or a user without a contact.
    Status reset(ResetPasswordRequest const& request, Actor const& actor) const;
    /// Whether the user still has the password of an earlier reset.
    Result<bool> holds(Reader& reader, Permit const& permit,
                       Repetition::Earlier const& earlier) const;

    /// Of an operator's choice. Ends the account's sessions and its lock as well. Absent: a
    /// password is made.
    Result<Secret> set(std::string const& account, std::optional<Secret> password) const;

private:
    struct Verified {
        std::string old_hash;  ///< What the old password was compared with.
        std::string new_hash;
    };
    /// Whether the old password is right and the new one may follow it.
    Result<Verified> verify(User const& user, UpdatePasswordRequest const& request,
                            RequestContext const& context, Instant now) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
    PasswordHasher& passwords_;
    SignInGuard const& guard_;
};

}  // namespace roomkey
