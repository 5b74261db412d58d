#include "domain/activation/pairing.hpp"

#include <gtest/gtest.h>

#include <chrono>

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

TEST(Pairings, AreOverInTimeWhateverTheClockWas) {
    Instant const now{std::chrono::days{20'000}};
    Pairing pairing;
    pairing.expires_at = now + pairing_validity;
    EXPECT_FALSE(is_over(pairing, now));
    EXPECT_TRUE(is_over(pairing, pairing.expires_at));
    EXPECT_TRUE(is_over(pairing, now - std::chrono::days{100}));
    pairing.polled_at = now;
    EXPECT_TRUE(is_polled_too_soon(pairing, now + pairing_interval_min - Duration{1}));
    EXPECT_FALSE(is_polled_too_soon(pairing, now + pairing_interval_min));
    EXPECT_FALSE(is_polled_too_soon(pairing, now - std::chrono::days{100}));
}

}  // namespace
}  // namespace roomkey
