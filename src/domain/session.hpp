#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey {

/// clientType of API clients, the only kind with more than one live token (contract 1.9).
constexpr int client_type_api = 72;
constexpr int live_tokens_api_max = 64;
constexpr int live_tokens_other_max = 1;

/// Vendor tokens live 12 to 24 hours; the Python SDK keeps one for 12 hours without refreshing.
constexpr Duration access_token_validity = std::chrono::hours{24};
/// 2592000 s in every published example.
constexpr Duration refresh_token_validity = std::chrono::days{30};

/// How a session stopped, if it did.
enum class SessionEnd : std::uint8_t { none = 0, signed_out = 1, displaced = 2 };

/// One sign-in of a user: an access token and its refresh token, known by their hashes only.
struct Session {
    Digest access_hash{};
    Digest refresh_hash{};
    UserId user_id;
    AppId app_id;  ///< Empty for account sign-in.
    int client_type = client_type_api;
    std::string source;  ///< Address the token was issued to.
    Instant created_at{};
    Instant expires_at{};
    Instant refresh_created_at{};
    Instant refresh_expires_at{};
    SessionEnd ended = SessionEnd::none;
};

/// An application that may sign in for its enterprise, or for any (`corp_id` empty: an app of a
/// service provider).
struct App {
    AppId id;
    CorpId corp_id;
    std::string name;
    std::string description;
    Bytes sealed_key;  ///< The App Key, sealed for this App ID.
    bool is_disabled = false;
    Instant created_at{};
    Instant updated_at{};
};

constexpr int apps_per_corp_max = 10;

}  // namespace roomkey
