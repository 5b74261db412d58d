#pragma once

#include <string>

#include "security/password_hasher.hpp"
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
};

/// Signs in by account and password. How many passwords can be tried `SignInGuard` says, whether
/// such an account exists or not, so that neither the answer nor the time it takes tells. Takes the
/// time and the memory of a password check.
///
/// Errors: `invalid_parameter`; `credentials_wrong`; `account_locked` with the time to wait;
/// `account_disabled` (told only to those who know the password).
class CreateToken {
public:
    CreateToken(Store& store, Clock const& clock, PasswordHasher const& passwords,
                SessionIssue const& sessions, SignInGuard const& guard)
        : store_(store), clock_(clock), passwords_(passwords), sessions_(sessions), guard_(guard) {}

    /// With `is_check_only` the tokens of the answer are empty.
    Result<SignedIn> run(TokenRequest const& request, RequestContext const& context) const;
    /// The same, once it is known who wants what.
    Result<SignedIn> run(PasswordSignIn const& sign_in, RequestContext const& context) const;

private:
    Result<SignedIn> verify(PasswordSignIn const& sign_in, SignInAttempt const& attempt,
                            RequestContext const& context) const;
    Result<SignedIn> finish(PasswordSignIn const& sign_in, User const& user,
                            SignInAttempt const& attempt, RequestContext const& context) const;

    Store& store_;
    Clock const& clock_;
    PasswordHasher const& passwords_;
    SessionIssue const& sessions_;
    SignInGuard const& guard_;
};

}  // namespace roomkey
