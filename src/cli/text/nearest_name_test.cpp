#include "cli/text/nearest_name.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::vector<std::string> const names{"app", "serve", "demo", "corp", "code", "WatchTerminal"};

TEST(NearestName, IsTheOneWithTheFewestSlips) {
    EXPECT_EQ(nearest_name("serv", names), "serve");
    EXPECT_EQ(nearest_name("sevre", names), "serve");
    EXPECT_EQ(nearest_name("serves!", names), "serve");
    EXPECT_EQ(nearest_name("codes", names), "code");
    EXPECT_EQ(nearest_name("Demo", names), "demo");
    EXPECT_EQ(nearest_name("watchterminal", names), "WatchTerminal");
    EXPECT_EQ(nearest_name("ap", names), "app");
}

TEST(NearestName, IsNoneWhereMoreIsWrongThanRight) {
    EXPECT_EQ(nearest_name("", names), "");
    EXPECT_EQ(nearest_name("x", names), "");
    EXPECT_EQ(nearest_name("dxxo", names), "");
    EXPECT_EQ(nearest_name("serves!!", names), "");
    EXPECT_EQ(nearest_name(std::string(100'000, 'a'), names), "");
    EXPECT_EQ(nearest_name("serve", {}), "");
}

}  // namespace
}  // namespace roomkey
