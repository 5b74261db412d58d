#include <gtest/gtest.h>

#include "app/config/config_place.hpp"

namespace roomkey {
namespace {

TEST(DeliveryKeys, AreFoundWithAllOthers) {
    for (auto const& key : delivery_keys()) {
        auto const* const found = find_config_key(key.name);
        ASSERT_NE(found, nullptr) << key.name;
        EXPECT_EQ(found->meaning, key.meaning);
    }
}

TEST(DeliveryKeys, HideWhatFollowsTheQuestionMarkOfEveryUrl) {
    for (auto const& key : delivery_keys()) {
        EXPECT_EQ(key.is_url, key.name.ends_with("_url")) << key.name;
    }
}

}  // namespace
}  // namespace roomkey
