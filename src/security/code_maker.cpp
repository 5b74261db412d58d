#include "security/code_maker.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/ascii.hpp"
#include "domain/activation/typed_text.hpp"
#include "security/check_symbol.hpp"
#include "security/random_text.hpp"

namespace roomkey {
namespace {

constexpr std::string_view digits = "0123456789";

Secret make_checked(Randomness& randomness) {
    auto const random = random_text(randomness, crockford_alphabet, crockford_code_length - 1);
    std::string text;
    text.reserve(crockford_code_length);
    text += random.reveal();
    text.push_back(check_symbol(random.reveal()));
    return Secret(std::move(text));
}

char normalise_letter(char character) {
    char const letter = upper(character);
    if (letter == 'I' || letter == 'L') return '1';
    return letter == 'O' ? '0' : letter;
}

}  // namespace

Secret CodeMaker::make(CodeFormat const& format) const {
    switch (format.alphabet) {
        case CodeFormat::Alphabet::decimal:
            assert(format.length >= decimal_code_length_min);
            assert(format.length <= decimal_code_length_max);
            return random_text(randomness_, digits, static_cast<std::size_t>(format.length));
        case CodeFormat::Alphabet::crockford32:
            return make_checked(randomness_);
    }
    assert(false);
    return {};
}

std::string normalise_code(std::string_view text) {
    auto normalised = plain_code(text);
    std::transform(normalised.begin(), normalised.end(), normalised.begin(), normalise_letter);
    return normalised;
}

bool has_only_code_characters(std::string_view normalised, CodeFormat::Alphabet alphabet) {
    auto const characters =
        alphabet == CodeFormat::Alphabet::decimal ? digits : std::string_view{crockford_alphabet};
    return normalised.find_first_not_of(characters) == std::string_view::npos;
}

bool is_plausible_code(std::string_view normalised) {
    if (normalised.size() < decimal_code_length_min) return false;
    if (normalised.size() > decimal_code_length_max) return false;
    if (has_only_code_characters(normalised, CodeFormat::Alphabet::decimal)) return true;
    return normalised.size() == crockford_code_length && is_checked(normalised);
}

}  // namespace roomkey
