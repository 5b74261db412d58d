#include "security/token_maker.hpp"

#include <sodium.h>

#include <array>

#include "base/bytes.hpp"
#include "domain/activation/pairing.hpp"
#include "security/factor/totp.hpp"
#include "security/random_text.hpp"

namespace roomkey {
namespace {

constexpr std::string_view letters_and_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view no_look_alikes =
    "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

constexpr std::size_t session_token_length = 40;
constexpr std::size_t family_length = 20;
constexpr std::string_view session_mark = "stb";

Secret session_token(Randomness& randomness, std::string_view begin = session_mark) {
    return random_text(randomness, letters_and_digits, session_token_length - begin.size(), begin);
}

}  // namespace

Secret TokenMaker::access_token() const { return session_token(randomness_); }

Secret TokenMaker::refresh_token(std::string_view family) const {
    return session_token(randomness_, family.empty() ? session_mark : family);
}

std::string_view TokenMaker::family_of(std::string_view text) {
    bool const is_token = text.size() == session_token_length && text.starts_with(session_mark);
    return is_token ? text.substr(0, family_length) : std::string_view{};
}

Secret TokenMaker::console_secret() const {
    return random_text(randomness_, letters_and_digits, 45, "ses");
}

Secret TokenMaker::terminal_credential() const {
    return random_text(randomness_, letters_and_digits, 45, "trm");
}

Secret TokenMaker::pairing_token() const {
    return random_text(randomness_, letters_and_digits, 45, "prg");
}

Secret TokenMaker::sso_secret() const {
    return random_text(randomness_, letters_and_digits, 45, "sso");
}

std::string TokenMaker::user_code() const {
    return random_text(randomness_, user_code_letters, user_code_length).reveal();
}

std::string TokenMaker::pairing_number() const {
    return random_text(randomness_, "0123456789", pairing_number_length).reveal();
}

Secret TokenMaker::totp_key() const {
    std::array<std::uint8_t, totp_key_bytes> bytes{};
    randomness_.fill(bytes);
    Secret key{std::string(bytes.begin(), bytes.end())};
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

Secret TokenMaker::app_key() const { return random_text(randomness_, letters_and_digits, 64); }

Secret TokenMaker::password() const { return random_text(randomness_, no_look_alikes, 20); }

std::string TokenMaker::id() const {
    std::array<std::uint8_t, 16> bytes{};
    randomness_.fill(bytes);
    return to_hex(bytes.data(), bytes.size());
}

std::string TokenMaker::corp_id() const {
    auto const first = random_text(randomness_, "123456789", 1);
    return random_text(randomness_, "0123456789", 8, first.reveal()).reveal();
}

}  // namespace roomkey
