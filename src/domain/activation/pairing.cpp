#include "domain/activation/pairing.hpp"

#include "base/ascii.hpp"
#include "base/time_left.hpp"

namespace roomkey {

bool may_begin(PairingCount const& count) {
    return count.of_network < pairings_per_network_max &&
           count.of_wide_network < pairings_per_wide_network_max && count.of_all < pairings_max;
}

bool is_over(Pairing const& pairing, Instant now) {
    return time_left(pairing.expires_at, now, pairing_validity) == Duration::zero();
}

bool is_polled_too_soon(Pairing const& pairing, Instant now) {
    auto const end = pairing.polled_at + pairing_interval_min;
    return time_left(end, now, pairing_interval_min) > Duration::zero();
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
