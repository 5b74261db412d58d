#include "domain/activation/pairing.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(UserCode, IsReadHoweverItIsTyped) {
    EXPECT_EQ(shown_user_code("WDJBMJHT"), "WDJB-MJHT");
    for (auto const* const typed : {"WDJB-MJHT", "wdjb-mjht", "WDJBMJHT", "wdjbMJHT"}) {
        EXPECT_EQ(normalised_user_code(typed), "WDJBMJHT") << typed;
    }
}

TEST(UserCode, HasNoVowelsDigitsOrRepetitions) {
    EXPECT_EQ(user_code_letters.find_first_of("AEIOUY0123456789"), std::string_view::npos);
    EXPECT_EQ(user_code_letters.size(), 20U);
}

TEST(Pairings, AreLimitedBySourceByNetworkAndInAll) {
    PairingCount const most{pairings_per_network_max - 1, pairings_per_wide_network_max - 1,
                            pairings_max - 1};
    EXPECT_TRUE(may_begin(most));
    for (auto const limited :
         {&PairingCount::of_network, &PairingCount::of_wide_network, &PairingCount::of_all}) {
        auto count = most;
        ++(count.*limited);
        EXPECT_FALSE(may_begin(count));
    }
}

}  // namespace
}  // namespace roomkey
