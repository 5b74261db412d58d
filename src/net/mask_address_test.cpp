#include "net/mask_address.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(MaskAddress, HidesTheLastByteOfVersion4) {
    EXPECT_EQ(mask_address("192.0.2.17"), "192.0.2.x");
    EXPECT_EQ(mask_address("::ffff:192.0.2.17"), "192.0.2.x");
}

TEST(MaskAddress, KeepsTheFirst48BitsOfVersion6) {
    EXPECT_EQ(mask_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1::x");
    EXPECT_EQ(mask_address("2001:db8::17"), "2001:db8:0::x");
    EXPECT_EQ(mask_address("::1"), "0:0:0::x");
    EXPECT_EQ(mask_address("fe80::17%eth0"), "fe80:0:0::x");
}

TEST(MaskAddress, SaysUnknownForAnythingElse) {
    EXPECT_EQ(mask_address(""), "unknown");
    EXPECT_EQ(mask_address("terminal.example"), "unknown");
    EXPECT_EQ(mask_address("192.0.2.17:443"), "unknown");
}

}  // namespace
}  // namespace roomkey
