#include "app/installation/file_system.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(UnsafeFileSystem, IsOneOfANetworkOrOfAUsersProgram) {
    EXPECT_EQ(unsafe_file_system(0x6969), "NFS");
    EXPECT_EQ(unsafe_file_system(0xFF534D42), "CIFS");
    EXPECT_EQ(unsafe_file_system(0x65735546), "FUSE");
    // As a signed field of 32 bits has it.
    EXPECT_EQ(unsafe_file_system(static_cast<int>(0xFF534D42)), "CIFS");
}

TEST(UnsafeFileSystem, IsNoneOfThoseOnDisks) {
    for (long const type : {0xEF53L, 0x58465342L, 0x9123683EL, 0x01021994L, 0x794C7630L, 0L}) {
        EXPECT_EQ(unsafe_file_system(type), "") << type;
    }
}

}  // namespace
}  // namespace roomkey
