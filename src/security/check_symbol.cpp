#include "security/check_symbol.hpp"

#include <cassert>

namespace roomkey {
namespace {

unsigned times_two(unsigned element) {
    unsigned const shifted = element << 1U;
    return (shifted & 0b100000U) != 0 ? shifted ^ 0b100101U : shifted;
}

}  // namespace

char check_symbol(std::string_view symbols) {
    assert(symbols.size() <= 30);
    // Horner's rule. In GF(32) addition is exclusive-or and each element is its own negative.
    unsigned sum = 0;
    for (char const symbol : symbols) {
        auto const value = crockford_alphabet.find(symbol);
        assert(value != std::string_view::npos);
        sum = times_two(sum ^ static_cast<unsigned>(value));
    }
    return crockford_alphabet[sum];
}

bool is_checked(std::string_view text) {
    if (text.size() < 2 || text.size() > 31) return false;
    if (text.find_first_not_of(crockford_alphabet) != std::string_view::npos) return false;
    return check_symbol(text.substr(0, text.size() - 1)) == text.back();
}

}  // namespace roomkey
