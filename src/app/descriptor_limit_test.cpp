#include "app/descriptor_limit.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace roomkey {
namespace {

TEST(DescriptorLimit, IsRaisedAsFarAsTheSystemAllows) {
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit low = before;
    low.rlim_cur = 128;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
    EXPECT_EQ(raise_descriptor_limit(), before.rlim_max);
    rlimit after{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &after), 0);
    EXPECT_EQ(after.rlim_cur, before.rlim_max);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST(DescriptorLimit, LeavesDescriptorsForOtherThingsThanConnections) {
    EXPECT_EQ(connections_allowed(10'000, 20'000), 10'000U);
    EXPECT_EQ(connections_allowed(10'000, 10'192), 10'000U);
    EXPECT_EQ(connections_allowed(10'000, 10'191), 9'999U);
    EXPECT_EQ(connections_allowed(10'000, 1'024), 832U);
    EXPECT_EQ(connections_allowed(10'000, 100), 1U);
}

}  // namespace
}  // namespace roomkey
