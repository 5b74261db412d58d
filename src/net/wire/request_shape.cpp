#include "net/wire/request_shape.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "net/http_message.hpp"

namespace roomkey {
namespace {

bool is_one_of(char character, std::string_view set) {
    return set.find(character) != std::string_view::npos;
}

/// tchar of RFC 9110 section 5.6.2.
bool is_token_character(char character) {
    return is_letter_or_digit(character) || is_one_of(character, "!#$%&'*+-.^_`|~");
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), &is_token_character);
}

/// What RFC 3986 allows in a path, and the brackets that clients send unencoded.
bool is_path_character(char character) {
    return is_letter_or_digit(character) || is_one_of(character, "-._~:/?[]@!$&'()*+,;=%");
}

/// In a query also what public clients that do not encode send: bytes of UTF-8, and what RFC 3986
/// leaves out. None of it has a meaning that the next hop could interpret differently.
bool is_query_character(char character) {
    return is_path_character(character) || static_cast<unsigned char>(character) >= 0x80 ||
           is_one_of(character, "\"<>\\^`{|}");
}

bool is_target(std::string_view target) {
    auto const path_end = std::min(target.find('?'), target.size());
    auto const path = target.substr(0, path_end);
    auto const query = target.substr(path_end);
    return std::all_of(path.begin(), path.end(), &is_path_character) &&
           std::all_of(query.begin(), query.end(), &is_query_character);
}

bool is_authority(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return is_letter_or_digit(character) || is_one_of(character, "-._~:[]!$&'()*+;=%");
    });
}

/// The next line without its CRLF. `rest` consists of lines that end in CRLF.
std::string_view take_line(std::string_view& rest) {
    auto const end = rest.find("\r\n");
    auto const line = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), line.size() + 2));
    return line;
}

/// The framing as far as the header lines have given it.
struct Framing {
    bool needs_host = true;
    bool is_http_11 = false;
    int hosts = 0;
    int lengths = 0;
    int codings = 0;

    bool take(std::string_view name, std::string_view value) {
        if (is_same_ignoring_case(name, "Host")) {
            return ++hosts == 1 && (is_authority(value) || (value.empty() && !needs_host));
        }
        if (is_same_ignoring_case(name, "Content-Length")) {
            return ++lengths == 1 && !value.empty() &&
                   std::all_of(value.begin(), value.end(), &is_digit);
        }
        if (is_same_ignoring_case(name, "Transfer-Encoding")) {
            return ++codings == 1 && is_http_11 && is_same_ignoring_case(value, "chunked");
        }
        return true;
    }

    [[nodiscard]] bool is_sound() const {
        return lengths + codings <= 1 && (hosts == 1 || !is_http_11 || !needs_host);
    }
};

bool take_request_line(std::string_view line, Framing& framing) {
    auto const method_end = line.find(' ');
    auto const target_end = line.rfind(' ');
    if (method_end == std::string_view::npos || method_end == target_end) return false;
    auto const version = line.substr(target_end + 1);
    framing.is_http_11 = version == "HTTP/1.1";
    if (!framing.is_http_11 && version != "HTTP/1.0") return false;
    return is_token(line.substr(0, method_end)) &&
           split_target(line.substr(method_end + 1, target_end - method_end - 1)).has_value();
}

bool take_header_line(std::string_view line, Framing& framing) {
    // A folded line begins with a blank, which no token has; so does "Name : value" end in one.
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    return framing.take(line.substr(0, colon), trimmed(line.substr(colon + 1)));
}

bool is_forbidden_control(char character) {
    auto const byte = static_cast<unsigned char>(character);
    return (byte < 0x20 && character != '\t') || byte == 0x7F;
}

}  // namespace

HeadScanner::Verdict HeadScanner::scan(std::string_view input) {
    while (position_ < input.size()) {
        if (position_ >= head_bytes_max_) return Verdict::too_large;
        char const character = input[position_];
        bool const follows_return = position_ > line_begin_ && input[position_ - 1] == '\r';
        if (character == '\n') {
            if (!follows_return) return Verdict::malformed;
            bool const is_empty = position_ - line_begin_ == 1;
            ++position_;
            if (is_empty && !is_first_line_) return Verdict::complete;
            if (is_empty && begin_ > 0) return Verdict::malformed;
            line_begin_ = position_;
            is_first_line_ = is_empty;
            if (is_empty) begin_ = position_;
            continue;
        }
        if (follows_return) return Verdict::malformed;
        if (character != '\r') {
            if (is_forbidden_control(character)) return Verdict::malformed;
            if (is_first_line_ && position_ - begin_ >= line_bytes_max_) {
                return Verdict::line_too_long;
            }
        }
        ++position_;
    }
    return position_ >= head_bytes_max_ ? Verdict::too_large : Verdict::need_more;
}

bool has_forbidden_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), &is_forbidden_control);
}

std::optional<TargetParts> split_target(std::string_view target) {
    if (!is_target(target)) return std::nullopt;
    if (target.starts_with('/')) return TargetParts{{}, target};
    auto const scheme_end = target.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    auto const scheme = target.substr(0, scheme_end);
    if (!is_same_ignoring_case(scheme, "http") && !is_same_ignoring_case(scheme, "https")) {
        return std::nullopt;
    }
    auto const rest = target.substr(scheme_end + 3);
    auto const authority_end = std::min(rest.find_first_of("/?"), rest.size());
    auto const authority = rest.substr(0, authority_end);
    if (!is_authority(authority)) return std::nullopt;
    return TargetParts{authority, rest.substr(authority_end)};
}

bool is_well_formed_head(std::string_view head, bool needs_host) {
    Framing framing;
    framing.needs_host = needs_host;
    if (!take_request_line(take_line(head), framing)) return false;
    for (auto line = take_line(head); !line.empty(); line = take_line(head)) {
        if (!take_header_line(line, framing)) return false;
    }
    return framing.is_sound();
}

}  // namespace roomkey
