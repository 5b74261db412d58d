#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// What an app-ID sign-in signs (contract 1.8).
struct SignedSignIn {
    std::string app_id;
    std::optional<std::string> corp_id;  ///< Only for apps of service providers.
    std::string user_id;                 ///< Empty if absent.
    std::int64_t expire_time = 0;        ///< As sent.
    std::string nonce;
};

/// The parts of an `Authorization: HMAC-SHA256 signature=<hex>[,access=<base64 appId>]` header.
struct AppAuthorization {
    Bytes signature;                    ///< 32 bytes.
    std::optional<std::string> access;  ///< The decoded App ID, if the part is there.
};

/// Empty if the header is malformed: another scheme, not 64 hex digits, access not base64.
/// Scheme and part names are taken in any case; blanks around commas are allowed.
std::optional<AppAuthorization> parse_app_authorization(std::string_view header);

/// HMAC-SHA256 with the App Key over `appId:userId:expireTime:nonce`, or with corpId in second
/// place.
Digest app_signature(Secret const& app_key, SignedSignIn const& parts);

/// True if `given` is the signature; takes the same time whatever differs.
bool is_app_signature(Secret const& app_key, SignedSignIn const& parts, Bytes const& given);

/// The account and password of an `Authorization: Basic` header (RFC 7617, UTF-8).
struct BasicCredentials {
    std::string account;
    Secret password;
};
std::optional<BasicCredentials> parse_basic_authorization(std::string_view header);

}  // namespace roomkey
