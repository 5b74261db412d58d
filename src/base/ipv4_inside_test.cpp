#include "base/ipv4_inside.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

/// "192.0.2.1", or "none".
std::string inside(char const* text) {
    Ipv6Bytes bytes{};
    EXPECT_EQ(::inet_pton(AF_INET6, text, bytes.data()), 1) << text;
    auto const found = ipv4_inside(bytes);
    if (!found) return "none";
    std::string shown;
    for (auto const byte : *found) shown += (shown.empty() ? "" : ".") + std::to_string(byte);
    return shown;
}

TEST(Ipv4Inside, IsOfMappedAndTranslatedAddresses) {
    EXPECT_EQ(inside("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(inside("64:ff9b::192.0.2.255"), "192.0.2.255");
    EXPECT_EQ(inside("64:ff9b::"), "0.0.0.0");
}

TEST(Ipv4Inside, IsNotOfOthers) {
    for (auto const* const other : {"::1", "::192.0.2.1", "2001:db8::192.0.2.1", "64:ff9b:1::1",
                                    "64:ff9b::1:c000:201", "::fffe:192.0.2.1"}) {
        EXPECT_EQ(inside(other), "none") << other;
    }
}

}  // namespace
}  // namespace roomkey
