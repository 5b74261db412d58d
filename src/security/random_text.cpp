#include "security/random_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <utility>

namespace roomkey {

Secret random_text(Randomness& randomness, std::string_view alphabet, std::size_t count,
                   std::string_view prefix) {
    assert(!alphabet.empty() && alphabet.size() <= 256);
    // Bytes from here on would make the first characters of the alphabet likelier than the others.
    std::size_t const fair_end = 256 - 256 % alphabet.size();
    std::size_t const length = prefix.size() + count;
    std::string text;
    text.reserve(length);  // Growing would leave copies of the secret behind.
    text += prefix;
    std::array<std::uint8_t, 64> buffer{};
    while (text.size() < length) {
        auto const drawn = std::span{buffer}.first(std::min(buffer.size(), length - text.size()));
        randomness.fill(drawn);
        for (auto const byte : drawn) {
            if (byte < fair_end) text.push_back(alphabet[byte % alphabet.size()]);
        }
    }
    sodium_memzero(buffer.data(), buffer.size());
    return Secret(std::move(text));
}

}  // namespace roomkey
