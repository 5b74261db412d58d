#include "delivery/email_template.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

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

constexpr std::array<std::string_view, 8> names{
    "enterprise", "terminal", "account", "serial_number", "code", "link", "valid_until", "qr"};

Status check_part(Part part, std::string const& field, std::string_view words) {
    bool has_code = false;
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
        has_code = has_code || *piece.name == "code";
    }
    if (has_code == (part == Part::subject)) {
        return invalid_field(field, Fault::not_allowed,
                             has_code ? "no {{code}} in the subject" : "{{code}} at least once");
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

Status check_email_template(EmailTemplate const& words) {
    TRY(check_part(Part::subject, "subject", words.subject));
    TRY(check_part(Part::text, "text", words.text));
    if (!words.sms.empty()) TRY(check_part(Part::sms, "sms", words.sms));
    return check_part(Part::html, "html", words.html);
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
