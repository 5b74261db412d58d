#include "usecase/source_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roomkey {
namespace {

using ::testing::ElementsAre;

TEST(SourceNetwork, IsAnIpv4AddressAndItsNeighbourhood) {
    EXPECT_THAT(source_networks("192.0.2.1"), ElementsAre("192.0.2.1", "192.0.2.0/24"));
    EXPECT_THAT(source_networks("192.0.2.255"), ElementsAre("192.0.2.255", "192.0.2.0/24"));
    EXPECT_THAT(source_networks("192.0.3.0"), ElementsAre("192.0.3.0", "192.0.3.0/24"));
}

TEST(SourceNetwork, IsTheThreeNetworksOfAnIpv6Address) {
    EXPECT_THAT(source_networks("2001:db8:1:234:5:6:7:8"),
                ElementsAre("2001:db8:1:234::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"));
    EXPECT_THAT(source_networks("2001:db8:1:2ff::9"),
                ElementsAre("2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"));
    EXPECT_THAT(source_networks("2001:db8::1"),
                ElementsAre("2001:db8::/64", "2001:db8::/56", "2001:db8::/48"));
}

TEST(SourceNetwork, ReadsAddressesAsTheSystemWritesThem) {
    EXPECT_EQ(source_network("::1"), "::/64");
    EXPECT_EQ(source_network("fe80::1%eth0"), "fe80::/64");
    EXPECT_THAT(source_networks("::ffff:192.0.2.1"), ElementsAre("192.0.2.1", "192.0.2.0/24"));
    EXPECT_EQ(source_network("192.0.2.1"), "192.0.2.1");
}

TEST(SourceNetwork, IsTheIpv4AddressThatANat64Translated) {
    EXPECT_THAT(source_networks("64:ff9b::192.0.2.1"), ElementsAre("192.0.2.1", "192.0.2.0/24"));
    EXPECT_THAT(source_networks("64:ff9b::c000:201"), ElementsAre("192.0.2.1", "192.0.2.0/24"));
    // Prefixes of a network's own cannot be told from other addresses.
    EXPECT_EQ(source_network("64:ff9b:1::c000:201"), "64:ff9b:1::/64");
    EXPECT_EQ(source_network("64:ff9b::1:c000:201"), "64:ff9b::/64");
}

TEST(SourceNetwork, TakesAnyOtherTextForItself) {
    EXPECT_THAT(source_networks("cli"), ElementsAre("cli"));
    EXPECT_THAT(source_networks(""), ElementsAre(""));
}

}  // namespace
}  // namespace roomkey
