#include "api/media_type.hpp"

#include <algorithm>
#include <string>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

/// Cuts the next part off `rest`: up to a semicolon that is not within quotes.
std::string_view take_part(std::string_view& rest) {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < rest.size() && (is_quoted || rest[end] != ';'); ++end) {
        if (is_quoted && rest[end] == '\\' && end + 1 < rest.size()) {
            ++end;
        } else if (rest[end] == '"') {
            is_quoted = !is_quoted;
        }
    }
    auto const part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
    return part;
}

/// False for a charset other than UTF-8.
bool is_acceptable(std::string_view parameter) {
    auto const equals = parameter.find('=');
    if (!is_same_ignoring_case(trimmed(parameter.substr(0, equals)), "charset")) return true;
    if (equals == std::string_view::npos) return false;
    auto const value = trimmed(parameter.substr(equals + 1), " \t\"");
    return is_same_ignoring_case(value, "utf-8") || is_same_ignoring_case(value, "utf8");
}

}  // namespace

bool is_json_type(std::string_view type) {
    if (!is_same_ignoring_case(take_part(type), "application/json")) return false;
    while (!type.empty()) {
        if (!is_acceptable(take_part(type))) return false;
    }
    return true;
}

bool has_content_coding(HttpRequest const& request) {
    auto const coding = trimmed(request.header("Content-Encoding").value_or(""));
    return !coding.empty() && !is_same_ignoring_case(coding, "identity");
}

}  // namespace roomkey
