#pragma once

#include <string>

#include "security/password/password_hasher.hpp"
#include "security/sealer.hpp"
#include "usecase/request_context.hpp"
#include "usecase/sign_in/session_issue.hpp"
#include "usecase/sign_in/sign_in_guard.hpp"

namespace roomkey {

/// CreateToken: account and password.
struct TokenRequest {
    std::string authorization;  ///< The Basic header as sent.
    std::string account;
    std::int64_t client_type = client_type_api;
    bool is_check_only = false;  ///< createTokenType 1: no token is made.
};

/// An account with what is to prove that the caller may use it.
struct PasswordSignIn {
    std::string account;
    Secret password;
    int client_type = client_type_api;  ///< `client_type_console`: a session of the console.
    bool is_check_only = false;
    Secret totp = {};  ///< Of a session of the console; empty: none.
};

/// Signs in by account and password. How many passwords can be tried `SignInGuard` says, whether
/// such an account exists or not, so that neither the answer nor the time it takes tells. Takes the
/// time and the memory of a password check.
///
/// Errors: `invalid_parameter`; `credentials_wrong`; `account_locked` with the time to wait;
/// `account_disabled` (told only to those who know the password); for sessions of the console
/// `sso_required`, `totp_needed` and `totp_wrong` (likewise; a wrong one counts like a wrong
/// password).
class CreateToken {
public:
    CreateToken(Store& store, Clock const& clock, PasswordHasher const& passwords,
                SessionIssue const& sessions, SignInGuard const& guard, Sealer const& sealer)
        : store_(store),
          clock_(clock),
          passwords_(passwords),
          sessions_(sessions),
          guard_(guard),
          sealer_(sealer) {}

    /// With `is_check_only` the tokens of the answer are empty.
    Result<SignedIn> run(TokenRequest const& request, RequestContext const& context) const;
    /// The same, once it is known who wants what.
    Result<SignedIn> run(PasswordSignIn const& sign_in, RequestContext const& context) const;

private:
    Result<SignedIn> verify(PasswordSignIn const& sign_in, SignInAttempt const& attempt,
                            RequestContext const& context) const;
    /// Takes the one-time password, if the user has to show one, and ends the attempt if it is
    /// right; false if it is wrong.
    Result<bool> take_second_factor(Transaction& transaction, PasswordSignIn const& sign_in,
                                    User& user, SignInAttempt const& attempt) const;
    Result<SignedIn> finish(PasswordSignIn const& sign_in, User const& user,
                            SignInAttempt const& attempt, RequestContext const& context) const;

    Store& store_;
    Clock const& clock_;
    PasswordHasher const& passwords_;
    SessionIssue const& sessions_;
    SignInGuard const& guard_;
    Sealer const& sealer_;
};

}  // namespace roomkey
