#include "app/installation/file_system.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/temporary_folder.hpp"

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

TEST(FileSystemOf, IsThatOfAFolderThatIsThere) {
    TemporaryFolder const folder;
    EXPECT_TRUE(file_system_of(folder.path()));
    // https://docs.kernel.org/filesystems/proc.html; PROC_SUPER_MAGIC of linux/magic.h.
    EXPECT_EQ(file_system_of("/proc"), 0x9FA0L);
    EXPECT_FALSE(file_system_of(folder.path() / "none"));
}

}  // namespace
}  // namespace roomkey
