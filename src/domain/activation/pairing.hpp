#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

// Being bound without a code, as RFC 8628 authorizes devices: the screen shows a user code and a
// number, an administrator looks the code up, chooses a terminal and types the number.
namespace roomkey {

/// What a device says of itself. It decides nothing but what it may not be bound to.
struct DeviceFacts {
    std::string sn;
    std::string type;  ///< Wire name of a device type; empty if not given.
    std::string model;
    std::string software_version;
};

enum class PairingState : std::uint8_t { waiting = 0, approved = 1, denied = 2, bound = 3 };

struct Pairing {
    Digest token_hash{};      ///< Of what only the device has.
    Digest user_code_hash{};  ///< Of what names it to an administrator.
    Digest number_hash{};     ///< Of what the administrator reads off the screen.
    Digest code_hash{};       ///< Once approved: of the code that the device spends.
    DeviceFacts device;
    std::string source;
    std::string network;       ///< The smallest of the source.
    std::string wide_network;  ///< The largest.
    Instant begun_at{};
    Instant polled_at{};
    Instant expires_at{};
    int wrong_numbers = 0;
    PairingState state = PairingState::waiting;
};

/// Those that were begun and have not expired, as far as they are limited.
struct PairingCount {
    std::int64_t of_network = 0;
    std::int64_t of_wide_network = 0;
    std::int64_t of_all = 0;
};

/// For so long an administrator can approve, and once more for so long the device can poll what
/// became of it.
constexpr Duration pairing_validity = std::chrono::minutes{10};
bool is_over(Pairing const& pairing, Instant now);
/// How long a device waits between polls; one that comes sooner than the second is put off.
constexpr Duration pairing_interval = std::chrono::seconds{5};
constexpr Duration pairing_interval_min = std::chrono::seconds{3};
bool is_polled_too_soon(Pairing const& pairing, Instant now);
/// The last of them ends the pairing.
constexpr int wrong_numbers_max = 3;
// docs/security.md, "Pairing a screen", has the arithmetic.
constexpr std::int64_t pairings_per_network_max = 60;
constexpr std::int64_t pairings_per_wide_network_max = 240;
constexpr std::int64_t pairings_max = 2000;

bool may_begin(PairingCount const& count);

/// Consonants, as RFC 8628, section 6.1, has them: no word comes out, and no look-alikes.
constexpr std::string_view user_code_letters = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::size_t user_code_length = 8;
constexpr std::size_t pairing_number_length = 3;

/// "WDJB-MJHT" of "WDJBMJHT".
std::string shown_user_code(std::string const& code);
/// The reverse, of what somebody typed.
std::string normalised_user_code(std::string_view typed);

}  // namespace roomkey
