#include "app/config/config_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t factor;
};

// Largest first, as the printing needs it.
constexpr std::array<Unit, 4> byte_units{{
    {"GiB", std::int64_t{1} << 30},
    {"MiB", std::int64_t{1} << 20},
    {"KiB", std::int64_t{1} << 10},
    {"", 1},
}};

template <std::size_t count>
std::optional<std::int64_t> parse_with_unit(std::string_view text,
                                            std::array<Unit, count> const& units) {
    auto const digits = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    auto const number = parse_whole_number(text.substr(0, digits));
    if (!number) return std::nullopt;
    for (auto const& unit : units) {
        if (text.substr(digits) != unit.name) continue;
        if (*number > std::numeric_limits<std::int64_t>::max() / unit.factor) return std::nullopt;
        return *number * unit.factor;
    }
    return std::nullopt;
}

template <std::size_t count>
std::string text_with_unit(std::int64_t number, std::array<Unit, count> const& units) {
    for (auto const& unit : units) {
        if (number % unit.factor == 0) {
            return std::to_string(number / unit.factor) + std::string(unit.name);
        }
    }
    return std::to_string(number);
}

bool is_host_character(char character) {
    return is_letter_or_digit(character) || character == '.' || character == '-';
}

bool is_ipv6_character(char character) {
    // A zone such as %eth0 may follow the address.
    return is_host_character(character) || character == ':' || character == '%';
}

}  // namespace

std::optional<std::int64_t> parse_whole_number(std::string_view text) {
    std::int64_t number = 0;
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
    return parse_with_unit(text, byte_units);
}

std::string bytes_text(std::int64_t count) {
    if (count == 0) return "0";
    return text_with_unit(count, byte_units);
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto const port = parse_whole_number(text.substr(colon + 1));
    if (!port || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
    auto host = text.substr(0, colon);
    bool const has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (has_brackets) {
        host = host.substr(1, host.size() - 2);
        if (host.find(':') == std::string_view::npos) return std::nullopt;
    }
    auto const is_allowed = has_brackets ? is_ipv6_character : is_host_character;
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_allowed)) return std::nullopt;
    return ListenAddress{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string listen_address_text(ListenAddress const& address) {
    bool const is_ipv6 = address.host.find(':') != std::string::npos;
    auto const host = is_ipv6 ? "[" + address.host + "]" : address.host;
    return host + ":" + std::to_string(address.port);
}

}  // namespace roomkey
