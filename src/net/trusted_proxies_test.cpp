#include "net/trusted_proxies.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(TrustedProxies, AreNobodyUnlessNamed) {
    EXPECT_FALSE(TrustedProxies{}.contain("127.0.0.1"));
    auto const none = TrustedProxies::parse("  ");
    ASSERT_TRUE(none);
    EXPECT_FALSE(none->contain("127.0.0.1"));
}

TEST(TrustedProxies, ContainSingleAddresses) {
    auto const proxies = TrustedProxies::parse("10.0.0.5  2001:db8::5");
    ASSERT_TRUE(proxies);
    EXPECT_TRUE(proxies->contain("10.0.0.5"));
    EXPECT_FALSE(proxies->contain("10.0.0.4"));
    EXPECT_TRUE(proxies->contain("2001:db8:0::5"));
    EXPECT_FALSE(proxies->contain("2001:db8::6"));
}

TEST(TrustedProxies, ContainNetworksToTheirLastAddress) {
    auto const proxies = TrustedProxies::parse("10.1.2.3/23 fd00::/8");
    ASSERT_TRUE(proxies);
    EXPECT_TRUE(proxies->contain("10.1.2.0"));
    EXPECT_TRUE(proxies->contain("10.1.3.255"));
    EXPECT_FALSE(proxies->contain("10.1.4.0"));
    EXPECT_FALSE(proxies->contain("10.1.1.255"));
    EXPECT_TRUE(proxies->contain("fdff:ffff::1"));
    EXPECT_FALSE(proxies->contain("fe00::1"));
}

TEST(TrustedProxies, ContainNoText) {
    auto const proxies = TrustedProxies::parse("0.0.0.0/0 ::/0");
    ASSERT_TRUE(proxies);
    EXPECT_TRUE(proxies->contain("192.0.2.1"));
    EXPECT_FALSE(proxies->contain(""));
    EXPECT_FALSE(proxies->contain("unknown"));
}

TEST(TrustedProxies, RefuseWhatIsNotAnAddress) {
    for (auto const* text :
         {"balancer.example", "10.0.0.5,10.0.0.6", "10.0.0.0/33", "10.0.0/8", "::1/129", "/8"}) {
        EXPECT_FALSE(TrustedProxies::parse(text)) << text;
    }
}

}  // namespace
}  // namespace roomkey
