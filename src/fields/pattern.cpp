#include "fields/pattern.hpp"

namespace roomkey {
namespace {

bool is_of_kind(PatternStep const& step, char character) {
    auto const byte = static_cast<unsigned char>(character);
    if (byte < 64) return (step.bytes_below_64 >> byte & 1U) != 0;
    if (byte < 128) return (step.bytes_below_128 >> (byte - 64U) & 1U) != 0;
    return step.has_others;
}

bool matches_alternative(std::string_view text, std::span<PatternStep const> steps) {
    for (auto const& step : steps) {
        std::size_t count = 0;
        while (count < text.size() && count < step.count_max && is_of_kind(step, text[count])) {
            ++count;
        }
        if (count < step.count_min) return false;
        text.remove_prefix(count);
    }
    return text.empty();
}

}  // namespace

bool matches(std::string_view text, std::span<PatternStep const> pattern) {
    while (!pattern.empty()) {
        std::size_t size = 1;
        while (size < pattern.size() && !pattern[size].begins_alternative) ++size;
        if (matches_alternative(text, pattern.first(size))) return true;
        pattern = pattern.subspan(size);
    }
    return false;
}

}  // namespace roomkey
