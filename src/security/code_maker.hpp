#pragma once

#include <string>
#include <string_view>

#include "base/randomness.hpp"
#include "base/secret.hpp"
#include "domain/corp.hpp"

namespace roomkey {

/// Creates activation codes, uniform over their format.
class CodeMaker {
public:
    explicit CodeMaker(Randomness& randomness) : randomness_(randomness) {}

    [[nodiscard]] Secret make(CodeFormat const& format) const;

private:
    Randomness& randomness_;
};

/// The form in which codes are hashed and compared: in ASCII (`plain_code`), letters in upper case,
/// and for Crockford codes I and L read as 1, O as 0. Decimal codes have no letters, so one form
/// serves both.
std::string normalise_code(std::string_view text);

/// True if nothing but characters of that alphabet is in `normalised`.
bool has_only_code_characters(std::string_view normalised, CodeFormat::Alphabet alphabet);

/// True if `text`, normalised, can be a code at all: 8..16 digits, or 16 Crockford characters whose
/// last one checks the others. What is not plausible needs neither lookup nor counting.
bool is_plausible_code(std::string_view normalised);

}  // namespace roomkey
