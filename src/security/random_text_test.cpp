#include "security/random_text.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace roomkey {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters_and_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Gives the bytes first, first + 1, ... 255, 0, 1, ...
class CountingRandomness final : public Randomness {
public:
    explicit CountingRandomness(std::uint8_t first) : next_(first) {}
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = next_++;
    }

private:
    std::uint8_t next_;
};

std::map<char, int> count_characters(std::string const& text) {
    std::map<char, int> counts;
    for (char const character : text) ++counts[character];
    return counts;
}

TEST(RandomText, MakesEveryCharacterEquallyLikely) {
    for (auto const alphabet : {digits, letters_and_digits}) {
        // Over all byte values, whichever comes first, each character must occur equally often.
        auto const share = 256 / alphabet.size();
        for (int first = 0; first < 256; ++first) {
            CountingRandomness randomness{static_cast<std::uint8_t>(first)};
            auto const text = random_text(randomness, alphabet, share * alphabet.size());
            auto const counts = count_characters(text.reveal());
            ASSERT_EQ(counts.size(), alphabet.size()) << "from byte " << first;
            for (auto const& [character, count] : counts) {
                ASSERT_EQ(count, static_cast<int>(share)) << character << " from byte " << first;
            }
        }
    }
}

TEST(RandomText, BeginsWithThePrefixAndAddsTheCount) {
    CountingRandomness randomness{0};
    EXPECT_EQ(random_text(randomness, digits, 5, "abc").reveal(), "abc01234");
}

TEST(RandomText, IsEmptyForACountOfZero) {
    CountingRandomness randomness{0};
    EXPECT_TRUE(random_text(randomness, digits, 0).empty());
}

}  // namespace
}  // namespace roomkey
