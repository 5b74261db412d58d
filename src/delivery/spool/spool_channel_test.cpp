#include "delivery/spool/spool_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fakes/sample_message.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using std::filesystem::perms;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char const* file_name = "1736928000000-0123456789abcdef0123456789abcdef.txt";

class SpoolChannelTest : public ::testing::Test {
protected:
    /// A channel on the folder, which the test cannot go on without.
    SpoolChannel channel() {
        auto opened = SpoolChannel::open(spool_);
        if (!opened.ok()) std::abort();
        return std::move(*opened);
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (auto const& entry : std::filesystem::directory_iterator(spool_)) {
            all.push_back(entry.path().filename().string());
        }
        return all;
    }
    [[nodiscard]] std::string content(std::string const& name = file_name) const {
        std::ifstream file(spool_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    TemporaryFolder folder_;
    std::filesystem::path spool_ = folder_.path() / "spool";
    OutgoingMessage message_ = sample_message(Channel::email, Language::zh_cn);
};

TEST_F(SpoolChannelTest, WritesOneReadableFile) {
    EXPECT_EQ(channel().send(message_).kind, SendOutcome::Kind::accepted);

    EXPECT_EQ(names(), std::vector<std::string>{file_name});
    EXPECT_THAT(content(), StartsWith("To: example@huawei.com\n"
                                      "Channel: email\n"
                                      "Message-Id: 0123456789abcdef0123456789abcdef\n"
                                      "Language: zh-CN\n"
                                      "Subject: 会议室终端“Room 101”的激活码\n\n"));
    EXPECT_THAT(content(), HasSubstr("123 4567 8901"));
}

TEST_F(SpoolChannelTest, WritesInTheLanguageOfTheMessage) {
    message_.language = Language::en_us;
    message_.corp_name = "Example";
    message_.channel = Channel::sms;
    message_.contact = Secret("+8617312349092");
    channel().send(message_);

    EXPECT_THAT(content(), StartsWith("To: +8617312349092\n"
                                      "Channel: sms\n"
                                      "Message-Id: 0123456789abcdef0123456789abcdef\n"
                                      "Language: en-US\n\n"
                                      "Example: activation code 123 4567 8901"));
    EXPECT_TRUE(content().ends_with(".\n"));
}

TEST_F(SpoolChannelTest, KeepsFolderAndFilesToTheOwner) {
    channel().send(message_);

    EXPECT_EQ(std::filesystem::status(spool_).permissions(), perms::owner_all);
    EXPECT_EQ(std::filesystem::status(spool_ / file_name).permissions(),
              perms::owner_read | perms::owner_write);
}

TEST_F(SpoolChannelTest, ReplacesTheFileOfAnEarlierAttempt) {
    auto spool = channel();
    spool.send(message_);
    message_.terminal_name = "Room 102";
    spool.send(message_);

    EXPECT_EQ(names(), std::vector<std::string>{file_name});
    EXPECT_THAT(content(), HasSubstr("Room 102"));
}

TEST_F(SpoolChannelTest, LetsNoNameAddAHeader) {
    message_.terminal_name = "Room\nBcc: all@example.com\r\n";
    message_.corp_name = "Example\n\nTo: all@example.com";
    message_.contact = Secret("example@huawei.com\nBcc: all@example.com");
    channel().send(message_);

    auto const text = content();
    EXPECT_EQ(text.find("\nBcc:"), std::string::npos);
    EXPECT_EQ(text.find("\nTo:"), std::string::npos);
    EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST_F(SpoolChannelTest, RefusesAnIdThatIsNotAFileName) {
    message_.id = NoticeId{"../escaped"};

    EXPECT_EQ(channel().send(message_).kind, SendOutcome::Kind::refused);
    EXPECT_TRUE(names().empty());
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "escaped.txt"));
}

TEST_F(SpoolChannelTest, TriesAgainWhenTheFolderIsGone) {
    auto spool = channel();
    std::filesystem::remove(spool_);

    auto const outcome = spool.send(message_);

    EXPECT_EQ(outcome.kind, SendOutcome::Kind::try_again);
    EXPECT_EQ(outcome.reason, "spool: No such file or directory");
}

TEST_F(SpoolChannelTest, LeavesNothingHalfWrittenBehind) {
    auto spool = channel();
    // A folder in place of the file makes the last step fail.
    std::filesystem::create_directory(spool_ / file_name);

    EXPECT_EQ(spool.send(message_).kind, SendOutcome::Kind::try_again);
    EXPECT_EQ(names(), std::vector<std::string>{file_name});
}

TEST_F(SpoolChannelTest, RemovesWhatACrashLeftHalfWritten) {
    channel().send(message_);
    std::ofstream(spool_ / ".sending-abcdef") << "half";

    channel();

    EXPECT_EQ(names(), std::vector<std::string>{file_name});
}

TEST_F(SpoolChannelTest, RemovesOldMessagesAndNothingElse) {
    auto spool = channel();
    spool.send(message_);
    for (auto const* other : {"notes.txt", "1-a.md", "x1-a.txt", "1a-b.txt", "-a.txt"}) {
        std::ofstream(spool_ / other) << "x";
    }

    ASSERT_TRUE(spool.remove_older(message_.created_at).ok());
    EXPECT_EQ(names().size(), 6U);
    ASSERT_TRUE(spool.remove_older(message_.created_at + std::chrono::milliseconds{1}).ok());
    EXPECT_EQ(names().size(), 5U);
    EXPECT_FALSE(std::filesystem::exists(spool_ / file_name));

    std::filesystem::remove_all(spool_);
    EXPECT_EQ(spool.remove_older(message_.created_at).error().code, ErrorCode::unavailable);
}

TEST_F(SpoolChannelTest, RefusesAFolderThatIsOpenToOthers) {
    std::filesystem::create_directory(spool_);
    for (auto const open : {perms::others_read, perms::others_write, perms::others_exec}) {
        std::filesystem::permissions(spool_, perms::owner_all | open);
        auto const opened = SpoolChannel::open(spool_);
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
    }
    // The group is that of this process.
    std::filesystem::permissions(spool_, perms::owner_all | perms::group_all);
    EXPECT_TRUE(SpoolChannel::open(spool_).ok());
}

TEST_F(SpoolChannelTest, RefusesAPathThatIsNotAFolder) {
    std::ofstream(spool_) << "a file";

    EXPECT_FALSE(SpoolChannel::open(spool_).ok());
}

}  // namespace
}  // namespace roomkey
