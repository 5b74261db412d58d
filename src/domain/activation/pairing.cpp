#include "domain/activation/pairing.hpp"

#include "base/ascii.hpp"

namespace roomkey {

bool may_begin(PairingCount const& count) {
    return count.of_network < pairings_per_network_max &&
           count.of_wide_network < pairings_per_wide_network_max && count.of_all < pairings_max;
}

std::string shown_user_code(std::string const& code) {
    return code.substr(0, user_code_length / 2) + '-' + code.substr(user_code_length / 2);
}

std::string normalised_user_code(std::string_view typed) {
    std::string code;
    for (char const character : typed) {
        if (character != '-') code += upper(character);
    }
    return code;
}

}  // namespace roomkey
