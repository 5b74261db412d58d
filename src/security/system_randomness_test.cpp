#include "security/system_randomness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace roomkey {
namespace {

using Block = std::array<std::uint8_t, 32>;

TEST(SystemRandomness, NeverRepeatsABlock) {
    SystemRandomness randomness;
    std::set<Block> blocks;
    for (int i = 0; i < 1000; ++i) {
        Block block{};
        randomness.fill(block);
        blocks.insert(block);
    }
    EXPECT_EQ(blocks.size(), 1000U);
}

TEST(SystemRandomness, FillsEveryByteAndNoneBeyond) {
    SystemRandomness randomness;
    std::array<bool, 30> was_set{};
    // A byte that stays zero 20 times by chance occurs once in 2^160.
    for (int i = 0; i < 20; ++i) {
        Block block{};
        randomness.fill(std::span{block}.subspan(1, was_set.size()));
        EXPECT_EQ(block.front(), 0);
        EXPECT_EQ(block.back(), 0);
        for (std::size_t at = 0; at < was_set.size(); ++at) was_set[at] |= block[at + 1] != 0;
    }
    EXPECT_TRUE(std::all_of(was_set.begin(), was_set.end(), [](bool is_set) { return is_set; }));
}

TEST(SystemRandomness, TakesAnEmptySpan) {
    SystemRandomness randomness;
    randomness.fill({});
}

}  // namespace
}  // namespace roomkey
