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

}  // namespace
}  // namespace roomkey
