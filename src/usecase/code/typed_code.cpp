#include "usecase/code/typed_code.hpp"

#include "security/code_maker.hpp"

namespace roomkey {

std::optional<std::string> typed_code(std::string_view text) {
    auto normalised = normalise_code(text);
    if (!is_plausible_code(normalised)) return std::nullopt;
    return normalised;
}

}  // namespace roomkey
