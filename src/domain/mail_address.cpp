#include "domain/mail_address.hpp"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

// RFC 5321 section 4.5.3.1; the path's 256 count its angle brackets.
constexpr std::size_t address_length_max = 254;
constexpr std::size_t local_length_max = 64;
// RFC 1035 section 2.3.4; a name's 255 bytes count a length before each label and the root.
constexpr std::size_t host_name_length_max = 253;
constexpr std::size_t label_length_max = 63;

bool is_ascii(std::string_view text) {
    return consists_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_atom(std::string_view text) {
    return !text.empty() && consists_of(text, is_atom_character);
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= label_length_max && text.front() != '-' &&
           text.back() != '-' &&
           consists_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

template <class Accepts>
bool all_between_dots(std::string_view text, Accepts accepts) {
    for (;;) {
        auto const dot = text.find('.');
        if (!accepts(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

/// What is between the quotes of a local part (RFC 5321 section 4.1.2: quoted-string), without its
/// backslashes. Empty if it is not such a text.
std::optional<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::string content;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return std::nullopt;
        if (text[i] == '\\' && ++i == text.size()) return std::nullopt;
        if (text[i] < ' ' || text[i] > '~') return std::nullopt;
        content += text[i];
    }
    return content;
}

std::string quoted(std::string_view content) {
    std::string text = "\"";
    for (char const c : content) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

std::optional<std::string> local_part(std::string_view text) {
    std::string content(text);
    if (text.starts_with('"')) {
        auto inner = unquoted(text);
        if (!inner || inner->empty()) return std::nullopt;
        content = std::move(*inner);
    } else if (content.empty() ||
               !consists_of(content, [](char c) { return c == '.' || is_atom_character(c); })) {
        return std::nullopt;
    }
    auto local = all_between_dots(content, is_atom) ? content : quoted(content);
    if (local.size() > local_length_max) return std::nullopt;
    return local;
}

struct CloseIdna {
    void operator()(UIDNA* idna) const { uidna_close(idna); }
};

/// In punycode; empty if it is not a name that may be registered.
std::optional<std::string> ascii_domain(std::string_view domain) {
    if (is_ascii(domain)) return std::string(domain);
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<UIDNA, CloseIdna> const idna(
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                            UIDNA_CHECK_CONTEXTO | UIDNA_USE_STD3_RULES,
                        &code));
    if (U_FAILURE(code)) return std::nullopt;
    std::array<char, host_name_length_max + 1> name{};
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    auto const length =
        uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<std::int32_t>(domain.size()),
                               name.data(), static_cast<std::int32_t>(name.size()), &info, &code);
    if (U_FAILURE(code) || info.errors != 0 || length <= 0) return std::nullopt;
    return std::string(name.data(), static_cast<std::size_t>(length));
}

}  // namespace

bool is_atom_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_host_name(std::string_view text) {
    return text.size() <= host_name_length_max && all_between_dots(text, is_label);
}

std::optional<std::string> mailable_address(std::string_view text) {
    // The last one: within quotes there may be others.
    auto const at = text.rfind('@');
    if (at == std::string_view::npos) return std::nullopt;
    auto const local = local_part(text.substr(0, at));
    auto const domain = ascii_domain(text.substr(at + 1));
    if (!local || !domain || !is_host_name(*domain)) return std::nullopt;
    auto address = *local + '@' + *domain;
    if (address.size() > address_length_max) return std::nullopt;
    return address;
}

}  // namespace roomkey
