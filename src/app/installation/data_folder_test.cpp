#include "app/installation/data_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <fstream>
#include <utility>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class DataFolderTest : public testing::Test {
protected:
    static unsigned mode_of(std::filesystem::path const& path) {
        struct stat facts {};
        return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 07777U : 0U;
    }

    TemporaryFolder outer_;
    std::filesystem::path root_ = outer_.path() / "above" / "data";
};

TEST_F(DataFolderTest, IsMadeForItsOwnerOnly) {
    auto const folder = DataFolder::create(root_);
    ASSERT_TRUE(folder.ok()) << folder.error().detail;
    for (auto const& path : {root_, root_ / "keys", root_ / "tls", root_ / "spool"}) {
        EXPECT_EQ(mode_of(path), 0700U) << path;
    }
    EXPECT_EQ(folder->layout().database(), root_ / "roomkey.db");
    EXPECT_EQ(folder->layout().key_ring(), root_ / "keys" / "keyring");
}

TEST_F(DataFolderTest, IsMadeTwiceWithoutHarm) {
    ASSERT_TRUE(DataFolder::create(root_).ok());
    EXPECT_TRUE(DataFolder::create(root_).ok());
    EXPECT_TRUE(DataFolder::create(root_.string() + "/").ok());
}

TEST_F(DataFolderTest, IsOpenedOnlyIfItIsThere) {
    auto const absent = DataFolder::open(root_);
    ASSERT_FALSE(absent.ok());
    EXPECT_EQ(absent.error().code, ErrorCode::unavailable);
    EXPECT_NE(absent.error().detail.find(root_.string()), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(root_));
    ASSERT_TRUE(DataFolder::create(root_).ok());
    EXPECT_TRUE(DataFolder::open(root_).ok());
}

TEST_F(DataFolderTest, RefusesFoldersThatOthersMayWriteTo) {
    ASSERT_TRUE(DataFolder::create(root_).ok());
    for (auto const& path : {root_, root_ / "keys", root_ / "tls"}) {
        for (auto const mode : {mode_t{0722}, mode_t{0702}, mode_t{01777}}) {
            ASSERT_EQ(::chmod(path.c_str(), mode), 0);
            EXPECT_FALSE(DataFolder::open(root_).ok()) << path << std::oct << mode;
            EXPECT_FALSE(DataFolder::create(root_).ok()) << path << std::oct << mode;
        }
        // The group is that of this process; Kubernetes sets 2770 with it.
        for (auto const mode : {mode_t{0755}, mode_t{02770}, mode_t{0700}}) {
            ASSERT_EQ(::chmod(path.c_str(), mode), 0);
            EXPECT_TRUE(DataFolder::open(root_).ok()) << path << std::oct << mode;
            EXPECT_TRUE(DataFolder::create(root_).ok()) << path << std::oct << mode;
        }
    }
}

TEST_F(DataFolderTest, RefusesWhatIsNotAFolder) {
    std::ofstream(outer_.path() / "file") << "x";
    EXPECT_FALSE(DataFolder::create(outer_.path() / "file").ok());
    EXPECT_FALSE(DataFolder::open(outer_.path() / "file").ok());
}

TEST_F(DataFolderTest, IsInitialisedOnceKeysAndDatabaseAreThere) {
    auto const folder = DataFolder::create(root_);
    ASSERT_TRUE(folder.ok());
    EXPECT_FALSE(folder->is_initialised());
    std::ofstream(folder->layout().key_ring()) << "x";
    EXPECT_FALSE(folder->is_initialised());
    std::ofstream(folder->layout().database()) << "x";
    EXPECT_TRUE(folder->is_initialised());
}

TEST_F(DataFolderTest, LetsOneServerIn) {
    auto const folder = DataFolder::create(root_);
    ASSERT_TRUE(folder.ok());
    auto first = folder->lock_for_serving();
    ASSERT_TRUE(first.ok()) << first.error().detail;
    auto const second = folder->lock_for_serving();
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
    EXPECT_NE(second.error().detail.find("another roomkey"), std::string::npos);
    EXPECT_EQ(mode_of(root_ / "serve.lock"), 0600U);
    {
        auto const moved = std::move(*first);
        EXPECT_FALSE(folder->lock_for_serving().ok());
    }
    EXPECT_TRUE(folder->lock_for_serving().ok());
}

TEST_F(DataFolderTest, IsNoDemosOnceSomethingElseIsMadeInIt) {
    auto const folder = DataFolder::create(root_).value();
    auto const mark = folder.layout().seeded_mark();
    EXPECT_TRUE(folder.forget_demo().ok());
    std::ofstream(mark) << "x";
    std::ofstream(folder.layout().database()) << "x";
    EXPECT_TRUE(folder.forget_demo().ok());
    EXPECT_TRUE(std::filesystem::exists(mark));
    std::filesystem::remove(folder.layout().database());
    EXPECT_TRUE(folder.forget_demo().ok());
    EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST_F(DataFolderTest, IsUsedByManyOrMovedByOne) {
    auto const folder = DataFolder::create(root_);
    ASSERT_TRUE(folder.ok());
    {
        auto const one = folder->lock_for_use();
        auto const other = folder->lock_for_use();
        EXPECT_TRUE(one.ok() && other.ok());
        auto const moving = folder->lock_for_moving();
        ASSERT_FALSE(moving.ok());
        EXPECT_NE(moving.error().detail.find("is in use"), std::string::npos);
        // A server is one user of the database among others.
        EXPECT_TRUE(folder->lock_for_serving().ok());
    }
    auto const moving = folder->lock_for_moving();
    EXPECT_TRUE(moving.ok());
    EXPECT_FALSE(folder->lock_for_moving().ok());
    auto const use = folder->lock_for_use();
    ASSERT_FALSE(use.ok());
    EXPECT_NE(use.error().detail.find("moved elsewhere"), std::string::npos);
}

}  // namespace
}  // namespace roomkey
