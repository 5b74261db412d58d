#include "security/factor/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include "base/percent.hpp"
#include "security/sodium.hpp"

namespace roomkey {
namespace {

constexpr std::size_t sha1_bytes = 20;
constexpr std::string_view issuer = "roomkey";

using Mac = std::array<unsigned char, sha1_bytes>;

/// SHA-1 is what the apps know; HMAC does not depend on what is broken about it (RFC 6194).
/// Empty if the library cannot: it is out of memory, or set up to know no SHA-1.
std::optional<Mac> hmac_sha1(Secret const& key, std::array<unsigned char, 8> const& text) {
    Mac mac{};
    unsigned int size = 0;
    auto const& secret = key.reveal();
    if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), text.data(), text.size(),
             mac.data(), &size) == nullptr) {
        return std::nullopt;
    }
    return mac;
}

bool is_same(std::string const& expected, std::string_view given) {
    return !expected.empty() && given.size() == expected.size() &&
           sodium_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

}  // namespace

std::int64_t totp_step_at(Instant at) { return unix_milliseconds(at) / totp_step_length.count(); }

Secret totp_code(Secret const& key, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    auto rest = static_cast<std::uint64_t>(step);
    for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte, rest >>= 8U) {
        *byte = static_cast<unsigned char>(rest & 0xFFU);
    }
    auto const made = hmac_sha1(key, counter);
    if (!made) return {};
    auto const& mac = *made;
    // RFC 4226 section 5.3: where the number is, the last four bits say.
    auto const offset = static_cast<std::size_t>(mac.back() & 0x0FU);
    std::uint32_t number = mac[offset] & 0x7FU;
    for (std::size_t i = 1; i < 4; ++i) number = number << 8U | mac[offset + i];
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10) {
        *digit = static_cast<char>('0' + number % 10);
    }
    return Secret(std::move(code));
}

std::optional<std::int64_t> accepted_totp_step(Secret const& key, std::string_view code,
                                               Instant now, std::int64_t last) {
    start_sodium();
    auto const current = totp_step_at(now);
    std::optional<std::int64_t> accepted;
    for (auto step = current - 1; step <= current + 1; ++step) {
        bool const is_right = is_same(totp_code(key, step).reveal(), code);
        if (is_right && step > last && !accepted) accepted = step;
    }
    return accepted;
}

std::string to_base32(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned int buffer = 0;
    unsigned int bits = 0;
    for (char const byte : bytes) {
        buffer = (buffer << 8U | static_cast<unsigned char>(byte)) & 0xFFFU;
        for (bits += 8; bits >= 5; bits -= 5) text += digits[buffer >> (bits - 5) & 0x1FU];
    }
    if (bits > 0) text += digits[buffer << (5 - bits) & 0x1FU];
    return text;
}

Secret totp_uri(Secret const& key, std::string_view account) {
    return Secret("otpauth://totp/" + std::string(issuer) + ':' + percent_encoded(account) +
                  "?secret=" + to_base32(key.reveal()) + "&issuer=" + std::string(issuer) +
                  "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace roomkey
