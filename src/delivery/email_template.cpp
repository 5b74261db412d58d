#include "delivery/email_template.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <tuple>

#include "delivery/kannel_parameters.hpp"

namespace roomkey {
namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";
constexpr std::string_view subject_mark = "Subject: ";

/// Text and, after it, the name of a placeholder; no name at the end of the template.
struct Piece {
    std::string_view text;
    std::optional<std::string_view> name;
};

/// Removes the next piece from `rest`. A placeholder that is not closed has an empty name.
Piece next_piece(std::string_view& rest) {
    auto const begin = rest.find(opening);
    Piece piece{rest.substr(0, begin), std::nullopt};
    if (begin == std::string_view::npos) {
        rest = {};
        return piece;
    }
    rest.remove_prefix(begin + opening.size());
    auto const end = rest.find(closing);
    piece.name = end == std::string_view::npos ? std::string_view{} : rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + closing.size());
    return piece;
}

enum class Part { subject, text, html, sms };

constexpr std::string_view code_names[] = {"enterprise", "terminal", "account",     "serial_number",
                                           "code",       "link",     "valid_until", "qr"};
constexpr std::string_view password_names[] = {"enterprise", "name", "account", "password"};

/// The placeholders of a kind of messages, and the one for whose sake they are sent.
struct Placeholders {
    std::span<std::string_view const> names;
    std::string_view secret;
};
constexpr Placeholders of_codes{code_names, "code"};
constexpr Placeholders of_passwords{password_names, "password"};

Status check_part(Placeholders const& placeholders, Part part, std::string const& field,
                  std::string_view words) {
    auto const& names = placeholders.names;
    bool has_secret = false;
    while (!words.empty()) {
        auto const piece = next_piece(words);
        if (!piece.name) continue;
        bool const is_known = std::find(names.begin(), names.end(), *piece.name) != names.end();
        bool const is_elsewhere = (*piece.name == "qr" && part != Part::html) ||
                                  (*piece.name == "link" && part == Part::sms);
        if (!is_known || is_elsewhere) {
            return invalid_field(field, Fault::not_allowed,
                                 "a known placeholder instead of {{" + std::string(*piece.name));
        }
        has_secret = has_secret || *piece.name == placeholders.secret;
    }
    if (has_secret == (part == Part::subject)) {
        auto const mark = "{{" + std::string(placeholders.secret) + "}}";
        return invalid_field(
            field, Fault::not_allowed,
            has_secret ? "no " + mark + " in the subject" : mark + " at least once");
    }
    return Done{};
}

std::string escaped(std::string_view value) {
    std::string html;
    for (char const c : value) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

std::string fill(std::string_view words,
                 std::function<std::string(std::string_view)> const& value_of) {
    std::string filled;
    while (!words.empty()) {
        auto const piece = next_piece(words);
        filled += piece.text;
        if (piece.name) filled += value_of(*piece.name);
    }
    return filled;
}

std::string value_of(std::string_view name, PasswordParts const& parts) {
    if (name == "enterprise") return parts.corp;
    if (name == "name") return parts.name;
    return name == "account" ? parts.account : std::string(parts.password.reveal());
}

/// Of a placeholder that every wording may have.
std::string value_of(std::string_view name, MessageParts const& parts) {
    if (name == "enterprise") return parts.corp;
    if (name == "terminal") return parts.terminal;
    if (name == "account") return parts.account;
    if (name == "serial_number") return parts.serial_number;
    return name == "code" ? parts.code : parts.valid_until;
}

}  // namespace

Result<EmailTemplate> parse_email_text(std::string_view file) {
    auto const end = file.find('\n');
    bool const is_headed = file.starts_with(subject_mark) && end != std::string_view::npos &&
                           file.substr(end + 1).starts_with('\n');
    if (!is_headed) {
        return invalid_field("subject", Fault::wrong_format,
                             "\"Subject: ...\" in the first line, followed by an empty line");
    }
    EmailTemplate words;
    words.subject = file.substr(subject_mark.size(), end - subject_mark.size());
    words.text = file.substr(end + 2);
    return words;
}

Result<EmailTemplate> parse_sms_text(std::string_view file) {
    constexpr std::string_view mark = "Parameters: ";
    EmailTemplate words;
    if (file.starts_with(mark)) {
        auto const end = file.find('\n');
        bool const is_headed =
            end != std::string_view::npos && file.substr(end).starts_with("\n\n");
        if (!is_headed) {
            return invalid_field("parameters", Fault::wrong_format,
                                 "an empty line after \"Parameters: ...\"");
        }
        words.sms_parameters = file.substr(mark.size(), end - mark.size());
        TRY(check_kannel_parameters(words.sms_parameters));
        file.remove_prefix(end + 2);
    }
    while (file.ends_with('\n')) file.remove_suffix(1);
    words.sms = file;
    return words;
}

Status check_email_template(EmailTemplate const& words) {
    TRY(check_part(of_codes, Part::subject, "subject", words.subject));
    TRY(check_part(of_codes, Part::text, "text", words.text));
    if (!words.sms.empty()) TRY(check_part(of_codes, Part::sms, "sms", words.sms));
    return check_part(of_codes, Part::html, "html", words.html);
}

Status check_password_template(EmailTemplate const& words) {
    TRY(check_part(of_passwords, Part::subject, "subject", words.subject));
    std::tuple<Part, char const*, std::string const&> const parts[] = {
        {Part::text, "text", words.text},
        {Part::sms, "sms", words.sms},
        {Part::html, "html", words.html}};
    for (auto const& [part, field, text] : parts) {
        if (!text.empty()) TRY(check_part(of_passwords, part, field, text));
    }
    return Done{};
}

Secret fill_password_sms(EmailTemplate const& words, PasswordParts const& parts) {
    return Secret(fill(words.sms, [&](std::string_view name) { return value_of(name, parts); }));
}

EmailContent fill_password_email(EmailTemplate const& words, PasswordParts const& parts) {
    auto const plain = [&](std::string_view name) { return value_of(name, parts); };
    auto const in_html = [&](std::string_view name) { return escaped(value_of(name, parts)); };
    return {fill(words.subject, plain), Secret(fill(words.text, plain)),
            Secret(fill(words.html, in_html))};
}

Secret fill_sms(EmailTemplate const& words, MessageParts const& parts) {
    return Secret(fill(words.sms, [&](std::string_view name) { return value_of(name, parts); }));
}

EmailContent fill_email(EmailTemplate const& words, MessageParts const& parts,
                        std::string_view link) {
    auto const value_of = [&](std::string_view name) -> std::string {
        if (name == "link") return std::string(link);
        if (name == "qr") return "cid:" + std::string(qr_content_id);
        return roomkey::value_of(name, parts);
    };
    auto const escaped_value_of = [&](std::string_view name) { return escaped(value_of(name)); };
    return {fill(words.subject, value_of), Secret(fill(words.text, value_of)),
            Secret(fill(words.html, escaped_value_of))};
}

}  // namespace roomkey
