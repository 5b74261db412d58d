#include "domain/activation/code_format_text.hpp"

#include <charconv>

namespace roomkey {
namespace {

constexpr std::string_view crockford_name = "crockford";
constexpr std::string_view digits_prefix = "digits:";

}  // namespace

std::string code_format_text(CodeFormat const& format) {
    if (format.alphabet == CodeFormat::Alphabet::crockford32) return std::string(crockford_name);
    return std::string(digits_prefix) + std::to_string(format.length);
}

std::optional<CodeFormat> parse_code_format(std::string_view text) {
    if (text == crockford_name) {
        return CodeFormat{CodeFormat::Alphabet::crockford32, crockford_code_length};
    }
    if (!text.starts_with(digits_prefix)) return std::nullopt;
    text.remove_prefix(digits_prefix.size());
    int length = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (fault != std::errc{} || end != text.data() + text.size() || length < 0) {
        return std::nullopt;
    }
    return CodeFormat{CodeFormat::Alphabet::decimal, length};
}

}  // namespace roomkey
