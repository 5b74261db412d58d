#include "domain/activation/serial_number.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(SerialNumber, KnowsWhatBoardMakersLeaveThere) {
    for (char const* const sn :
         {"To be filled by O.E.M.", "To Be Filled By OEM", "TO BE FILLED BY O.E.M",
          "Default string", "System Serial Number", "Chassis Serial Number", "Not Specified",
          "None", "N/A", "n/a", "0123456789", "INVALID"}) {
        EXPECT_TRUE(is_placeholder_sn(sn)) << sn;
    }
}

TEST(SerialNumber, KnowsOneCharacterAllOver) {
    for (char const* const sn : {"0", "00000000", "00:00:00:00:00:00", "0000-0000", "xxxx",
                                 "FFFFFFFF", "ff:ff:ff:ff:ff:ff", "....", "-"}) {
        EXPECT_TRUE(is_placeholder_sn(sn)) << sn;
    }
}

TEST(SerialNumber, LeavesRealOnesAlone) {
    for (char const* const sn : {"5CG/1234", "00:1A:2B:3C:4D:5E", "VMware-56 4d 8f", "SN1", "a",
                                 "111", "0000001", "None of these", "会议室", "编号0"}) {
        EXPECT_FALSE(is_placeholder_sn(sn)) << sn;
    }
}

}  // namespace
}  // namespace roomkey
