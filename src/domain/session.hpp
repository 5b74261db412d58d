#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/time_left.hpp"
#include "domain/account/single_sign_on.hpp"

namespace roomkey {

/// clientType of API clients, the only kind with more than one live token (contract 1.9).
constexpr int client_type_api = 72;
constexpr int live_tokens_api_max = 64;
constexpr int live_tokens_other_max = 1;
/// Of sessions of the console, which are no tokens: outside of the vendor's 0..255, so that neither
/// kind displaces the other.
constexpr int client_type_console = 256;
constexpr int live_sessions_console_max = 16;

/// Vendor tokens live 12 to 24 hours; the Python SDK keeps one for 12 hours without refreshing.
constexpr Duration access_token_validity = std::chrono::hours{24};
/// 2592000 s in every published example.
constexpr Duration refresh_token_validity = std::chrono::days{30};

/// How long a refresh token that was just replaced is only refused: the answer with the new one may
/// be lost, or two threads of a client refresh at once. Later, someone else has it.
constexpr Duration refresh_token_grace = std::chrono::seconds{30};

/// How a session stopped, if it did.
enum class SessionEnd : std::uint8_t { none = 0, signed_out = 1, displaced = 2 };

/// How long sessions live: those of the console, and those of tokens from their sign-in, however
/// often they are extended.
struct SessionLimits {
    Duration idle = std::chrono::minutes{30};  ///< Without a request.
    Duration longest = std::chrono::hours{12};
    Duration tokens_longest = std::chrono::days{90};
};

/// A use of a console session is noted at most once in this time, to spare writes.
constexpr Duration session_noted_every = std::chrono::minutes{1};
constexpr std::size_t user_agent_length_max = 255;

/// One sign-in of a user: an access token and its refresh token, known by their hashes only. Or a
/// session of the console: the secret of its cookie takes the place of the access token, there is
/// no refresh token, and `expires_at` moves with each use that is noted.
struct Session {
    /// Its name for its user. A function of the hash, as with codes; a new token has a new id.
    [[nodiscard]] SessionId id() const;

    Digest access_hash{};
    Digest refresh_hash{};
    std::string family;  ///< How its refresh tokens begin; names the session, and opens nothing.
    UserId user_id;
    AppId app_id;  ///< Empty for account sign-in.
    int client_type = client_type_api;
    std::string source;      ///< Address the token was issued to.
    std::string user_agent;  ///< What the client called itself, made fit to be shown.
    Instant signed_in_at{};
    Instant created_at{};  ///< Or extended.
    Instant seen_at{};     ///< The last use that was noted; of tokens only that they were issued.
    Instant expires_at{};
    Instant refresh_created_at{};
    Instant refresh_expires_at{};
    SessionEnd ended = SessionEnd::none;
    SignInProof proof = SignInProof::password;
};

inline bool is_of_console(Session const& session) {
    return session.client_type == client_type_console;
}

/// False if the clock that noted its last use ran ahead: what that let live must not last for as
/// long as it was ahead.
inline bool is_of_now(Session const& session, Instant now) {
    return session.seen_at <= now + clock_difference_max;
}

/// When a console session ends at the latest.
inline Instant longest_end(Session const& session, SessionLimits const& limits) {
    return session.created_at + limits.longest;
}
/// When it ends unless it is used again after `now`.
inline Instant idle_end(Session const& session, SessionLimits const& limits, Instant now) {
    return std::min(now + limits.idle, longest_end(session, limits));
}

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
