#include "security/private_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using std::filesystem::perms;

class PrivateFile : public testing::Test {
protected:
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "secret"; }

private:
    TemporaryFolder folder_;
};

TEST_F(PrivateFile, ReadsBackWhatWasWritten) {
    std::string const content{"first\0second\n", 13};
    ASSERT_TRUE(write_private_file(path(), Secret(content)).ok());
    auto const read = read_private_file(path());
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->reveal(), content);
}

TEST_F(PrivateFile, IsTheOwnersAlone) {
    ASSERT_TRUE(write_private_file(path(), Secret("x")).ok());
    EXPECT_EQ(std::filesystem::status(path()).permissions(),
              perms::owner_read | perms::owner_write);
}

TEST_F(PrivateFile, IsNeverWrittenOver) {
    ASSERT_TRUE(write_private_file(path(), Secret("first")).ok());
    auto const second = write_private_file(path(), Secret("second"));
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::internal);
    EXPECT_EQ(read_private_file(path()).value().reveal(), "first");
}

TEST_F(PrivateFile, IsNotWrittenThroughALink) {
    auto const target = path().parent_path() / "target";
    std::filesystem::create_symlink(target, path());
    EXPECT_FALSE(write_private_file(path(), Secret("x")).ok());
    EXPECT_FALSE(std::filesystem::exists(target));
}

TEST_F(PrivateFile, IsRefusedWhenAnybodyElseMayTouchIt) {
    ASSERT_TRUE(write_private_file(path(), Secret("x")).ok());
    for (auto const open : {perms::group_read, perms::group_write, perms::others_read,
                            perms::others_write, perms::others_exec}) {
        std::filesystem::permissions(path(), perms::owner_read | open);
        EXPECT_FALSE(read_private_file(path()).ok()) << static_cast<unsigned>(open);
    }
    std::filesystem::permissions(path(), perms::owner_read);
    EXPECT_TRUE(read_private_file(path()).ok());
}

TEST_F(PrivateFile, IsRefusedWhenMissingOrNoRegularFile) {
    EXPECT_FALSE(read_private_file(path()).ok());
    ASSERT_EQ(::mkfifo(path().c_str(), S_IRUSR | S_IWUSR), 0);
    EXPECT_FALSE(read_private_file(path()).ok());
    EXPECT_FALSE(read_private_file(path().parent_path()).ok());
}

TEST_F(PrivateFile, IsReadUpTo64KibibytesAndNotOneMore) {
    std::string const longest(std::size_t{64} << 10U, 'x');
    ASSERT_TRUE(write_private_file(path(), Secret(longest)).ok());
    EXPECT_TRUE(read_private_file(path()).ok());
    std::ofstream{path(), std::ios::app} << 'x';
    EXPECT_FALSE(read_private_file(path()).ok());
}

TEST_F(PrivateFile, IsReplacedWholeAndForItsOwnerOnly) {
    ASSERT_TRUE(write_private_file(path(), Secret("old")).ok());
    std::filesystem::permissions(path(), perms::group_read, std::filesystem::perm_options::add);
    ASSERT_TRUE(replace_private_file(path(), Secret("new")).ok());
    EXPECT_EQ(read_private_file(path())->reveal(), "new");
    // An interrupted replacement leaves its file, which does not stop the next.
    std::ofstream{path().string() + ".new"} << "half";
    ASSERT_TRUE(replace_private_file(path(), Secret("newer")).ok());
    EXPECT_EQ(read_private_file(path())->reveal(), "newer");
    EXPECT_FALSE(std::filesystem::exists(path().string() + ".new"));
}

TEST_F(PrivateFile, StaysAsItWasWhenItCannotBeReplaced) {
    std::filesystem::create_directories(path() / "full");
    EXPECT_FALSE(replace_private_file(path(), Secret("x")).ok());
    EXPECT_TRUE(std::filesystem::is_directory(path() / "full"));
    EXPECT_FALSE(std::filesystem::exists(path().string() + ".new"));
}

TEST_F(PrivateFile, IsNotMadeInAMissingDirectory) {
    EXPECT_FALSE(write_private_file(path() / "deeper", Secret("x")).ok());
}

}  // namespace
}  // namespace roomkey
