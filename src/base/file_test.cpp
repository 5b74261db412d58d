#include "base/file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using std::filesystem::perms;

class FileTest : public testing::Test {
protected:
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "secret"; }

private:
    TemporaryFolder folder_;
};

TEST_F(FileTest, ReadsAnyFileOrSaysWhyNot) {
    ASSERT_TRUE(create_file(path(), "").ok());
    EXPECT_EQ(*read_file(path()), "");
    ASSERT_TRUE(replace_file(path(), std::string{"a\0b", 3}).ok());
    EXPECT_EQ(*read_file(path()), (std::string{"a\0b", 3}));
    auto const folder = read_file(path().parent_path());
    ASSERT_FALSE(folder.ok());
    EXPECT_NE(folder.error().detail.find("Is a directory"), std::string::npos);
    auto const missing = read_file(path().string() + "-not");
    ASSERT_FALSE(missing.ok());
    EXPECT_NE(missing.error().detail.find("No such file"), std::string::npos);
}

TEST_F(FileTest, ReadsBackWhatWasWritten) {
    std::string const content{"first\0second\n", 13};
    ASSERT_TRUE(create_file(path(), content).ok());
    auto const read = read_private_file(path());
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->reveal(), content);
}

TEST_F(FileTest, IsTheOwnersAlone) {
    ASSERT_TRUE(create_file(path(), "x").ok());
    EXPECT_EQ(std::filesystem::status(path()).permissions(),
              perms::owner_read | perms::owner_write);
}

TEST_F(FileTest, HasAnotherModeIfWanted) {
    ASSERT_TRUE(replace_file(path(), "x", 0644).ok());
    EXPECT_EQ(std::filesystem::status(path()).permissions(),
              perms::owner_read | perms::owner_write | perms::group_read | perms::others_read);
}

TEST_F(FileTest, IsNeverWrittenOver) {
    ASSERT_TRUE(create_file(path(), "first").ok());
    auto const second = create_file(path(), "second");
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::internal);
    EXPECT_EQ(read_private_file(path()).value().reveal(), "first");
}

TEST_F(FileTest, IsNotWrittenThroughALink) {
    auto const target = path().parent_path() / "target";
    std::filesystem::create_symlink(target, path());
    EXPECT_FALSE(create_file(path(), "x").ok());
    EXPECT_FALSE(std::filesystem::exists(target));
}

TEST_F(FileTest, IsRefusedWhenAStrangerMayTouchIt) {
    ASSERT_TRUE(create_file(path(), "x").ok());
    for (auto const open : {perms::others_read, perms::others_write, perms::others_exec}) {
        std::filesystem::permissions(path(), perms::owner_read | open);
        EXPECT_FALSE(read_private_file(path()).ok()) << static_cast<unsigned>(open);
    }
    for (auto const open : {perms::none, perms::group_read, perms::group_write}) {
        // The group is that of this process, as of every file that it makes.
        std::filesystem::permissions(path(), perms::owner_read | open);
        EXPECT_TRUE(read_private_file(path()).ok()) << static_cast<unsigned>(open);
    }
}

TEST_F(FileTest, IsRefusedWhenMissingOrNoRegularFile) {
    EXPECT_FALSE(read_private_file(path()).ok());
    ASSERT_EQ(::mkfifo(path().c_str(), S_IRUSR | S_IWUSR), 0);
    EXPECT_FALSE(read_private_file(path()).ok());
    EXPECT_FALSE(read_private_file(path().parent_path()).ok());
}

TEST_F(FileTest, IsReadUpTo64KibibytesAndNotOneMore) {
    std::string const longest(std::size_t{64} << 10U, 'x');
    ASSERT_TRUE(create_file(path(), longest).ok());
    EXPECT_TRUE(read_private_file(path()).ok());
    std::ofstream{path(), std::ios::app} << 'x';
    EXPECT_FALSE(read_private_file(path()).ok());
}

TEST_F(FileTest, IsReplacedWholeAndForItsOwnerOnly) {
    ASSERT_TRUE(create_file(path(), "old").ok());
    std::filesystem::permissions(path(), perms::group_read, std::filesystem::perm_options::add);
    ASSERT_TRUE(replace_file(path(), "new").ok());
    EXPECT_EQ(read_private_file(path())->reveal(), "new");
    // An interrupted replacement leaves its file, which does not stop the next.
    std::ofstream{path().string() + ".new"} << "half";
    ASSERT_TRUE(replace_file(path(), "newer").ok());
    EXPECT_EQ(read_private_file(path())->reveal(), "newer");
    EXPECT_FALSE(std::filesystem::exists(path().string() + ".new"));
}

TEST_F(FileTest, StaysAsItWasWhenItCannotBeReplaced) {
    std::filesystem::create_directories(path() / "full");
    EXPECT_FALSE(replace_file(path(), "x").ok());
    EXPECT_TRUE(std::filesystem::is_directory(path() / "full"));
    EXPECT_FALSE(std::filesystem::exists(path().string() + ".new"));
}

TEST_F(FileTest, IsNotMadeInAMissingDirectory) {
    EXPECT_FALSE(create_file(path() / "deeper", "x").ok());
}

TEST_F(FileTest, IsNotWrittenInPartWhereTheDiskIsFull) {
    Descriptor const full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    ASSERT_TRUE(full.is_open());
    EXPECT_EQ(write_synced(full, "x"), std::errc::no_space_on_device);
}

TEST(DescriptorTest, ClosesWhatItHoldsOnce) {
    auto const is_open = [](int number) { return ::fcntl(number, F_GETFD) != -1; };
    Descriptor first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    int const number = first.number();
    ASSERT_TRUE(first.is_open());
    {
        Descriptor second(std::move(first));
        EXPECT_FALSE(first.is_open());
        EXPECT_EQ(second.number(), number);
        EXPECT_TRUE(is_open(number));
    }
    EXPECT_FALSE(is_open(number));
    EXPECT_FALSE(Descriptor().is_open());
}

}  // namespace
}  // namespace roomkey
