#include "net/mask_address.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

TEST(MaskAddress, HidesTheLastByteOfVersion4) {
    expect_texts(mask_address, {{"192.0.2.17", "192.0.2.x"},
                                {"::ffff:192.0.2.17", "192.0.2.x"},
                                {"64:ff9b::192.0.2.17", "192.0.2.x"}});
}

TEST(MaskAddress, KeepsTheFirst48BitsOfVersion6) {
    expect_texts(mask_address, {{"2001:db8:1:2:3:4:5:6", "2001:db8:1::x"},
                                {"2001:db8::17", "2001:db8:0::x"},
                                {"::1", "0:0:0::x"},
                                {"fe80::17%eth0", "fe80:0:0::x"}});
}

TEST(MaskAddress, SaysUnknownForAnythingElse) {
    expect_texts(mask_address,
                 {{"", "unknown"}, {"terminal.example", "unknown"}, {"192.0.2.17:443", "unknown"}});
}

}  // namespace
}  // namespace roomkey
