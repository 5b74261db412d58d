#include "usecase/code/typed_code.hpp"

#include "security/code_maker.hpp"

namespace roomkey {

std::optional<std::string> typed_code(std::string_view text) {
    auto normalised = normalise_code(text);
    if (!is_plausible_code(normalised)) return std::nullopt;
    return normalised;
}

std::optional<std::string> typed_code_part(std::string_view text, CodeFormat::Alphabet alphabet) {
    auto normalised = normalise_code(text);
    if (normalised.size() < code_part_length_min) return std::nullopt;
    if (!has_only_code_characters(normalised, alphabet)) return std::nullopt;
    return normalised;
}

}  // namespace roomkey
