#include "usecase/terminal/activation_key.hpp"

#include "security/random_text.hpp"
#include "security/system_randomness.hpp"

namespace roomkey {

std::string make_activation_key() {
    SystemRandomness randomness;
    return random_text(randomness, "0123456789abcdef", 32).reveal();
}

}  // namespace roomkey
