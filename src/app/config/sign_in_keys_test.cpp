#include <gtest/gtest.h>

#include "app/config/config_place.hpp"

namespace roomkey {
namespace {

TEST(SignInKeys, AreFoundWithAllOthers) {
    for (auto const& key : sign_in_keys()) {
        auto const* const found = find_config_key(key.name);
        ASSERT_NE(found, nullptr) << key.name;
        EXPECT_EQ(found->meaning, key.meaning);
    }
}

TEST(SignInKeys, HaveTheDefaultsOfThePolicy) {
    Config config;
    auto const count = [&](std::string_view name) {
        return std::get<CountKey>(find_config_key(name)->kind).slot(config);
    };
    LockoutPolicy const policy;
    EXPECT_EQ(count("sign_in.failures_max"), policy.failures_max);
    EXPECT_EQ(count("sign_in.name_failures_max"), policy.name_failures_max);
    EXPECT_EQ(count("sign_in.per_source"), policy.per_source);
    EXPECT_EQ(count("passwords.threads"), 2);
    auto const duration = [&](std::string_view name) {
        return std::get<DurationKey>(find_config_key(name)->kind).slot(config);
    };
    EXPECT_EQ(duration("sessions.idle"), std::chrono::minutes{30});
    EXPECT_EQ(duration("sessions.longest"), std::chrono::hours{12});
}

}  // namespace
}  // namespace roomkey
