#include "net/address/internal_address.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

bool is_text_internal(char const* text) { return is_internal(boost::asio::ip::make_address(text)); }

TEST(InternalAddress, NetworksEndWhereTheyEnd) {
    for (auto const* const inside :
         {"0.0.0.0", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
          "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.8", "192.168.0.0",
          "192.168.255.255", "198.18.0.0", "198.19.255.255", "224.0.0.1", "255.255.255.255"}) {
        EXPECT_TRUE(is_text_internal(inside)) << inside;
    }
    for (auto const* const outside :
         {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
          "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
          "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
          "223.255.255.255"}) {
        EXPECT_FALSE(is_text_internal(outside)) << outside;
    }
}

TEST(InternalAddress, Ipv6StandsForIpv4) {
    for (auto const* const inside :
         {"::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::a00:1", "64:ff9b::7f00:1",
          "2002:0a00:0001::", "2002:7f00:1::1", "fc00::1", "fdff::1", "fe80::1", "ff02::1",
          "64:ff9b:1::a00:1"}) {
        EXPECT_TRUE(is_text_internal(inside)) << inside;
    }
    for (auto const* const outside : {"2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
                                      "2002:0808:0808::1", "2a00:1450::1"}) {
        EXPECT_FALSE(is_text_internal(outside)) << outside;
    }
}

}  // namespace
}  // namespace roomkey
