#include "api/password_places.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(PasswordPlaces, GivesEachNameAsManyAsItMayHave) {
    PasswordPlaces places;
    auto const first = places.take({{"user ann", 1}, {"corp ours", 2}});
    EXPECT_NE(first, nullptr);
    EXPECT_EQ(places.take({{"user ann", 1}, {"corp ours", 2}}), nullptr);
    auto const second = places.take({{"user bob", 1}, {"corp ours", 2}});
    EXPECT_NE(second, nullptr);
    EXPECT_EQ(places.take({{"user eve", 1}, {"corp ours", 2}}), nullptr);
    EXPECT_NE(places.take({{"user eve", 1}, {"corp theirs", 2}}), nullptr);
}

TEST(PasswordPlaces, TakesThemBackAndCountsNoRefusal) {
    PasswordPlaces places;
    auto first = places.take({{"user ann", 1}, {"corp ours", 1}});
    // Refused for the enterprise: bob is not counted.
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(places.take({{"user bob", 1}, {"corp ours", 1}}), nullptr);
    first.reset();
    EXPECT_NE(places.take({{"user bob", 1}, {"corp ours", 1}}), nullptr);
    EXPECT_NE(places.take({{"user ann", 1}, {"corp ours", 1}}), nullptr);
}

TEST(PasswordPlaces, MayEndBeforeAPlace) {
    auto places = std::make_unique<PasswordPlaces>();
    auto const place = places->take({{"user ann", 1}});
    places.reset();
    EXPECT_NE(place, nullptr);
}

}  // namespace
}  // namespace roomkey
