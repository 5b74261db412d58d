#pragma once

#include <chrono>
#include <deque>
#include <string>

#include "domain/lockout.hpp"
#include "security/concurrency_gate.hpp"
#include "security/password_hasher.hpp"
#include "usecase/request_context.hpp"
#include "usecase/sign_in/session_issue.hpp"

namespace roomkey {

/// CreateToken: account and password.
struct TokenRequest {
    std::string authorization;  ///< The Basic header as sent.
    std::string account;
    std::int64_t client_type = client_type_api;
    bool is_check_only = false;  ///< createTokenType 1: no token is made.
};

/// Signs in by account and password. Wrong passwords in a row lock the account name, whether such
/// an account exists or not, so that neither the answer nor the time it takes tells.
///
/// Errors: `invalid_parameter`; `credentials_wrong`; `account_locked` with the time to wait;
/// `account_disabled` (told only to who knows the password); `unavailable` when too many sign in.
class CreateToken {
public:
    CreateToken(Store& store, Clock const& clock, PasswordHasher& passwords,
                SessionIssue const& sessions, LockoutPolicy lockout)
        : store_(store),
          clock_(clock),
          passwords_(passwords),
          sessions_(sessions),
          lockout_(lockout) {
        for (int i = 0; i < turn_count; ++i) turns_.emplace_back(1, turn_wait_max);
    }

    /// With `is_check_only` the tokens of the answer are empty.
    Result<SignedIn> run(TokenRequest const& request, RequestContext const& context);

private:
    static constexpr int turn_count = 64;
    static constexpr std::chrono::milliseconds turn_wait_max = std::chrono::seconds{5};

    Result<SignedIn> verify(TokenRequest const& request, Secret const& password,
                            RequestContext const& context);
    Status refuse_if_locked(Reader& reader, std::string const& account) const;
    Status count_failure(std::string const& account);
    Result<SignedIn> finish(TokenRequest const& request, User const& user,
                            RequestContext const& context);

    Store& store_;
    Clock const& clock_;
    PasswordHasher& passwords_;
    SessionIssue const& sessions_;
    LockoutPolicy lockout_;
    /// One sign-in per account name at a time (by its hash), so that many at once cannot try more
    /// passwords than the lockout allows.
    std::deque<ConcurrencyGate> turns_;
};

}  // namespace roomkey
