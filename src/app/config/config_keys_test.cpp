#include "app/config/config_keys.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace roomkey {
namespace {

TEST(ConfigKeys, HaveNamesOfTheirOwn) {
    std::set<std::string> names;
    std::set<std::string> variables;
    for (auto const& key : config_keys()) {
        EXPECT_TRUE(names.emplace(key.name).second) << key.name;
        EXPECT_TRUE(variables.insert(environment_name(key)).second) << key.name;
    }
}

TEST(ConfigKeys, KeepGroupsTogether) {
    std::set<std::string_view> seen;
    std::string_view group = "-";
    for (auto const& key : config_keys()) {
        if (group_name(key) == group) continue;
        group = group_name(key);
        EXPECT_TRUE(seen.insert(group).second) << group;
    }
}

TEST(ConfigKeys, DeriveTheVariableFromTheName) {
    EXPECT_EQ(environment_name(*find_config_key("http.idle_max")), "ROOMKEY_HTTP_IDLE_MAX");
    EXPECT_EQ(environment_name(*find_config_key("data")), "ROOMKEY_DATA");
}

TEST(ConfigKeys, AreFoundByTheWholeNameOnly) {
    EXPECT_NE(find_config_key("http.idle_max"), nullptr);
    EXPECT_EQ(find_config_key("http.idle"), nullptr);
    EXPECT_EQ(find_config_key("idle_max"), nullptr);
    EXPECT_EQ(find_config_key(""), nullptr);
}

}  // namespace
}  // namespace roomkey
