#pragma once

#include <string_view>

namespace roomkey {

/// Crockford's base 32: no I, L, O and U. The place of a symbol is its value.
constexpr std::string_view crockford_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol that makes `symbols` checkable when it is put at the end. It takes the symbols as
/// elements of GF(32), weighs them with successive powers of the primitive element 2 (modulo
/// x^5 + x^2 + 1) and makes the sum zero. Up to 31 characters have different weights other than
/// zero, hence any single wrong symbol and any two swapped ones, adjacent or not, are detected.
/// `symbols` are of the alphabet, at most 30.
char check_symbol(std::string_view symbols);

/// True if `text` is at least two symbols of the alphabet of which the last checks the others.
bool is_checked(std::string_view text);

}  // namespace roomkey
