#include "security/app_signature.hpp"

#include <sodium.h>

#include <utility>

#include "base/utf8.hpp"
#include "security/hmac.hpp"
#include "security/sodium.hpp"

namespace roomkey {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

/// `name` is in lower case.
bool is_named(std::string_view text, std::string_view name) {
    if (text.size() != name.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (lower(text[i]) != name[i]) return false;
    }
    return true;
}

/// What follows the scheme; empty if the scheme is another.
std::optional<std::string_view> after_scheme(std::string_view header, std::string_view scheme) {
    header = trimmed(header);
    auto const end = header.find_first_of(blanks);
    if (end == std::string_view::npos) return std::nullopt;
    if (!is_named(header.substr(0, end), scheme)) return std::nullopt;
    return trimmed(header.substr(end));
}

std::optional<Bytes> parse_signature(std::string_view text) {
    auto bytes = from_hex(text);
    if (!bytes || bytes->size() != std::tuple_size_v<Digest>) return std::nullopt;
    return bytes;
}

/// Takes one `name=value`. False if it is malformed, unknown or there already.
bool take_part(std::string_view part, AppAuthorization& parsed) {
    auto const equals = part.find('=');
    if (equals == std::string_view::npos) return false;
    auto const name = part.substr(0, equals);
    auto const value = part.substr(equals + 1);
    if (is_named(name, "signature") && parsed.signature.empty()) {
        auto signature = parse_signature(value);
        if (signature) parsed.signature = std::move(*signature);
        return !parsed.signature.empty();
    }
    if (is_named(name, "access") && !parsed.access) {
        parsed.access = from_base64(value);
        return parsed.access && !parsed.access->empty();
    }
    return false;
}

}  // namespace

std::optional<AppAuthorization> parse_app_authorization(std::string_view header) {
    auto rest = after_scheme(header, "hmac-sha256");
    if (!rest) return std::nullopt;
    AppAuthorization parsed;
    while (true) {
        auto const comma = rest->find(',');
        if (!take_part(trimmed(rest->substr(0, comma)), parsed)) return std::nullopt;
        if (comma == std::string_view::npos) break;
        rest->remove_prefix(comma + 1);
    }
    if (parsed.signature.empty()) return std::nullopt;
    return parsed;
}

Digest app_signature(Secret const& app_key, SignedSignIn const& parts) {
    std::string text = parts.app_id + ':';
    if (parts.corp_id) text += *parts.corp_id + ':';
    text += parts.user_id + ':' + std::to_string(parts.expire_time) + ':' + parts.nonce;
    return hmac_sha256(app_key, text);
}

bool is_app_signature(Secret const& app_key, SignedSignIn const& parts, Bytes const& given) {
    auto const expected = app_signature(app_key, parts);
    return given.size() == expected.size() &&
           sodium_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

std::optional<BasicCredentials> parse_basic_authorization(std::string_view header) {
    auto const coded = after_scheme(header, "basic");
    if (!coded) return std::nullopt;
    auto decoded = from_base64(*coded);
    if (!decoded) return std::nullopt;
    Secret const pair{std::move(*decoded)};
    auto const& text = pair.reveal();
    auto const colon = text.find(':');
    if (colon == std::string::npos || !utf8_length(text) || has_control_character(text)) {
        return std::nullopt;
    }
    return BasicCredentials{text.substr(0, colon), Secret(text.substr(colon + 1))};
}

}  // namespace roomkey
