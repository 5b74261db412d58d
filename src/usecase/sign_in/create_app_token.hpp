#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/phone_numbers.hpp"
#include "security/app_signature.hpp"
#include "security/sealer.hpp"
#include "usecase/request_context.hpp"
#include "usecase/sign_in/session_issue.hpp"

namespace roomkey {

/// CreateAppIdToken. Empty strings mean absent, except that `corp_id` keeps the difference.
struct AppTokenRequest {
    std::string authorization;  ///< The header as sent.
    std::string app_id;
    std::int64_t client_type = client_type_api;
    std::optional<std::string> corp_id;
    std::int64_t expire_time_s = 0;
    std::string nonce;
    std::string user_id;
    std::string user_name;
    std::string user_email;
    std::string user_phone;
    std::string department_code;
};

/// What can be told without the database; `invalid_parameter` naming the field. Two requests that
/// pass, to an app of one kind, never sign the same text unless they agree in all signed parts.
Status check_fields(AppTokenRequest const& request);
/// What the signature of `request` is over.
SignedSignIn signed_parts(AppTokenRequest const& request);

/// Exchanges an app-ID signature for a token. The acting user is the one with this third-party id,
/// made on first sign-in if the enterprise allows it; without an id, the default administrator. A
/// signature without an expiry, or with one more than 24 hours ahead, is accepted once; where the
/// enterprise is strict, so is every nonce. Refusals are recorded in the audit trail.
///
/// Errors: `invalid_parameter`; `app_id_rejected` for an unknown or disabled app and for anything
/// wrong with the signature; `signature_expired`; `nonce_reused`; `registration_not_allowed`;
/// `account_disabled`; `department_unknown`.
class CreateAppToken {
public:
    CreateAppToken(Store& store, Clock const& clock, LookupHash const& hashes, Sealer const& sealer,
                   TokenMaker const& tokens, PhoneNumbers const& numbers,
                   SessionIssue const& sessions)
        : store_(store),
          clock_(clock),
          hashes_(hashes),
          sealer_(sealer),
          tokens_(tokens),
          numbers_(numbers),
          sessions_(sessions) {}

    Result<SignedIn> run(AppTokenRequest const& request, RequestContext const& context) const;

private:
    Result<SignedIn> sign_in(Transaction& transaction, AppTokenRequest const& request,
                             RequestContext const& context) const;
    Result<App> verify(Reader& reader, AppTokenRequest const& request) const;
    /// Remembers what may not be used again.
    Status use_once(Transaction& transaction, AppTokenRequest const& request,
                    bool is_nonce_strict) const;
    void record_refusal(AppTokenRequest const& request, RequestContext const& context,
                        Error const& error) const;
    Result<User> acting_user(Transaction& transaction, Corp const& corp,
                             AppTokenRequest const& request) const;
    Result<User> register_user(Transaction& transaction, Corp const& corp,
                               AppTokenRequest const& request) const;

    Store& store_;
    Clock const& clock_;
    LookupHash const& hashes_;
    Sealer const& sealer_;
    TokenMaker const& tokens_;
    PhoneNumbers const& numbers_;
    SessionIssue const& sessions_;
};

}  // namespace roomkey
