#include "app/config/web_values.hpp"

#include <algorithm>
#include <string>

#include "app/config/config_value.hpp"
#include "base/ascii.hpp"

namespace roomkey {
namespace {

constexpr std::string_view age_mark = "max-age=";

bool is_host(std::string_view host) {
    bool const has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (has_brackets) {
        return consists_of(host.substr(1, host.size() - 2),
                           [](char c) { return is_lower_hex(c) || c == ':' || c == '.'; });
    }
    return !host.empty() && host.front() != '.' && host.front() != '-' &&
           consists_of(host, [](char c) {
               return is_digit(c) || (is_letter(c) && !is_capital(c)) || c == '-' || c == '.';
           });
}

}  // namespace

bool is_transport_security(std::string_view text) {
    bool has_age = false;
    while (!text.empty()) {
        auto const end = std::min(text.find(';'), text.size());
        auto const directive = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
        if (directive.starts_with(age_mark)) {
            constexpr std::size_t digits_max = 10;
            auto const age = directive.substr(age_mark.size());
            if (has_age || age.empty() || age.size() > digits_max) return false;
            if (!consists_of(age, is_digit)) return false;
            has_age = true;
        } else if (directive != "includeSubDomains" && directive != "preload") {
            return false;
        }
    }
    return has_age;
}

bool is_web_origin(std::string_view text) {
    bool const is_secure = text.starts_with("https://");
    if (!is_secure && !text.starts_with("http://")) return false;
    text.remove_prefix(text.find("//") + 2);
    auto const bracket = text.find(']');
    auto const colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (!is_host(text.substr(0, colon))) return false;
    if (colon == std::string_view::npos) return true;
    constexpr int port_max = 65'535;
    auto const port = text.substr(colon + 1);
    auto const number = parse_whole_number(port);
    // Browsers leave out the port that goes with the scheme.
    return number && *number > 0 && *number <= port_max && port == std::to_string(*number) &&
           *number != (is_secure ? 443 : 80);
}

}  // namespace roomkey
