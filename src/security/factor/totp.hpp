#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/secret.hpp"

// Time-based one-time passwords (RFC 6238) as all authenticator apps know them: SHA-1, six digits,
// steps of 30 seconds.
namespace roomkey {

constexpr Duration totp_step_length = std::chrono::seconds{30};
constexpr int totp_digits = 6;
/// 160 bits, as RFC 4226 section 4 (R6) recommends.
constexpr std::size_t totp_key_bytes = 20;

/// The number of the step that this moment is in.
std::int64_t totp_step_at(Instant at);

/// The code of a step; 1..9 digits. Empty, which is nobody's code, if it cannot be made.
Secret totp_code(Secret const& key, std::int64_t step, int digits = totp_digits);

/// The step whose code this is: the one of now or a neighbour of it, because clocks differ (RFC
/// 6238 section 5.2), and a later one than `last`, so that no code is accepted twice. Empty if
/// there is none. Takes as long whatever the code has in common with the right one.
std::optional<std::int64_t> accepted_totp_step(Secret const& key, std::string_view code,
                                               Instant now, std::int64_t last);

/// Base 32 without padding (RFC 4648 section 6), in which people and apps exchange keys.
std::string to_base32(std::string_view bytes);

/// What an authenticator app reads from a QR code (Key Uri Format of Google Authenticator).
Secret totp_uri(Secret const& key, std::string_view account);

}  // namespace roomkey
