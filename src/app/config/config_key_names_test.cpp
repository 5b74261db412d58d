#include <gtest/gtest.h>

#include "app/config/config_keys.hpp"

namespace roomkey {
namespace {

TEST(ConfigKeyNames, DeriveTheVariableFromTheName) {
    EXPECT_EQ(environment_name(*find_config_key("http.idle_max")), "ROOMKEY_HTTP_IDLE_MAX");
    EXPECT_EQ(environment_name(*find_config_key("data")), "ROOMKEY_DATA");
}

TEST(ConfigKeyNames, AreFoundByTheWholeNameOnly) {
    EXPECT_NE(find_config_key("http.idle_max"), nullptr);
    EXPECT_EQ(find_config_key("http.idle"), nullptr);
    EXPECT_EQ(find_config_key("idle_max"), nullptr);
    EXPECT_EQ(find_config_key(""), nullptr);
}

}  // namespace
}  // namespace roomkey
