#include "base/file_rights.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

constexpr std::array<gid_t, 2> own_groups{1000, 2000};

struct RightsCase {
    mode_t mode;
    gid_t group;
    StrangersRights rights;
};

TEST(StrangersRights, AreThoseOfOthersAndOfForeignGroups) {
    RightsCase const cases[] = {
        {0600, 5, {}},
        {0700, 1000, {}},
        {0640, 1000, {}},
        {0660, 2000, {}},
        {02770, 2000, {}},
        {0640, 5, {true, false, false}},
        {0620, 5, {false, true, false}},
        {0750, 5, {true, false, true}},
        {02770, 3000, {true, true, true}},
        {0644, 1000, {true, false, false}},
        {0602, 2000, {false, true, false}},
        {0701, 1000, {false, false, true}},
        {01777, 1000, {true, true, true}},
    };
    for (auto const& row : cases) {
        auto const rights = strangers_rights(row.mode, row.group, own_groups);
        SCOPED_TRACE(testing::Message()
                     << std::oct << row.mode << " of group " << std::dec << row.group);
        EXPECT_EQ(rights.can_read, row.rights.can_read);
        EXPECT_EQ(rights.can_write, row.rights.can_write);
        EXPECT_EQ(rights.can_use, row.rights.can_use);
        EXPECT_EQ(rights.any(), row.rights.any());
    }
}

TEST(StrangersRights, DoNotIncludeTheGroupsOfThisProcess) {
    TemporaryFolder const folder;
    auto const file = folder.path() / "file";
    std::ofstream(file) << "x";
    // Made with the group of this process.
    ASSERT_EQ(::chmod(file.c_str(), 0660), 0);
    EXPECT_FALSE(strangers_rights(file).any());
    ASSERT_EQ(::chmod(file.c_str(), 0664), 0);
    EXPECT_TRUE(strangers_rights(file).can_read);
    EXPECT_FALSE(strangers_rights(file).can_write);
    EXPECT_FALSE(strangers_rights(folder.path() / "absent").any());
}

TEST(StrangersRights, AreAllThoseOfAnOwnerWhoIsOne) {
    EXPECT_FALSE(belongs_to_stranger(1000, 1000));
    EXPECT_FALSE(belongs_to_stranger(0, 1000));
    EXPECT_FALSE(belongs_to_stranger(0, 0));
    EXPECT_TRUE(belongs_to_stranger(1001, 1000));
    EXPECT_TRUE(belongs_to_stranger(1000, 0));
    TemporaryFolder const folder;
    EXPECT_FALSE(belongs_to_stranger(folder.path()));
    EXPECT_FALSE(belongs_to_stranger(folder.path() / "absent"));
}

TEST(StrangersRights, ToWriteAreRefused) {
    TemporaryFolder const folder;
    auto const file = folder.path() / "file";
    EXPECT_TRUE(refuse_written_by_strangers(file, "the file").ok());
    std::ofstream(file) << "x";
    for (auto const mode : {0600, 0644, 0660, 0664}) {
        ASSERT_EQ(::chmod(file.c_str(), static_cast<mode_t>(mode)), 0);
        EXPECT_TRUE(refuse_written_by_strangers(file, "the file").ok()) << std::oct << mode;
    }
    for (auto const mode : {0602, 0666, 0777}) {
        ASSERT_EQ(::chmod(file.c_str(), static_cast<mode_t>(mode)), 0);
        auto const status = refuse_written_by_strangers(file, "the file");
        ASSERT_FALSE(status.ok()) << std::oct << mode;
        EXPECT_EQ(
            status.error().detail,
            "the file " + file.string() + " can be written by other users; run chmod go-w on it");
    }
}

}  // namespace
}  // namespace roomkey
