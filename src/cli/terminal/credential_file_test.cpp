#include "cli/terminal/credential_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

constexpr char const* server = "https://a.example:8443";
Instant const renew_at = from_unix_milliseconds(1'736'928'000'123);

class CredentialFileTest : public ::testing::Test {
protected:
    void write(std::string const& text, fs::perms mode) const {
        std::ofstream(path) << text;
        fs::permissions(path, mode);
    }

    TemporaryFolder folder;
    fs::path path = folder.file("credential");
    CredentialFile file{path, server};
};

TEST_F(CredentialFileTest, KeepsACredentialForItsOwnerAlone) {
    ASSERT_TRUE(file.save({Secret("trm1"), renew_at}).ok());
    ASSERT_TRUE(file.save({Secret("trm2"), renew_at, Secret("trm1")}).ok());
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    auto const kept = file.load();
    ASSERT_TRUE(kept.ok());
    ASSERT_TRUE(*kept);
    EXPECT_EQ((*kept)->token.reveal(), "trm2");
    EXPECT_EQ((*kept)->renew_at, renew_at);
    EXPECT_EQ((*kept)->previous.reveal(), "trm1");
    EXPECT_FALSE(fs::exists(folder.file("credential.new")));
}

TEST_F(CredentialFileTest, HasNothingBeforeAndAfter) {
    ASSERT_TRUE(file.load().ok());
    EXPECT_FALSE(*file.load());
    ASSERT_TRUE(file.save({Secret("trm1"), renew_at}).ok());
    EXPECT_TRUE(file.remove().ok());
    EXPECT_FALSE(fs::exists(path));
    EXPECT_TRUE(file.remove().ok());
}

TEST_F(CredentialFileTest, DoesNotGiveACredentialToAnotherServer) {
    ASSERT_TRUE(file.save({Secret("trm1"), renew_at}).ok());
    auto const kept = CredentialFile(path, "https://b.example").load();
    ASSERT_FALSE(kept.ok());
    EXPECT_EQ(kept.error().detail, "--credential-file: " + path.string() +
                                       ": is for the server https://a.example:8443, not for "
                                       "https://b.example");
}

TEST_F(CredentialFileTest, RefusesAFileThatOthersMayRead) {
    ASSERT_TRUE(file.save({Secret("trm1"), renew_at}).ok());
    fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
    auto const kept = file.load();
    ASSERT_FALSE(kept.ok());
    EXPECT_EQ(kept.error().detail, "--credential-file: " + path.string() +
                                       " is open to other users; its mode must be 0600, or "
                                       "0640 with a group that this program runs in");
}

TEST_F(CredentialFileTest, RefusesAnotherKindOfFile) {
    for (auto const& text : {std::string(), std::string("[]"), std::string("{\"accessToken\":1}"),
                             std::string("{\"accessToken\":\"x\",\"renewTime\":\"soon\"}"),
                             std::string(17'000, ' ')}) {
        write(text, fs::perms::owner_read | fs::perms::owner_write);
        auto const kept = file.load();
        ASSERT_FALSE(kept.ok());
        EXPECT_NE(kept.error().detail.find("is not a credential file"), std::string::npos);
    }
}

TEST_F(CredentialFileTest, TellsBeforehandThatItCannotWrite) {
    EXPECT_TRUE(file.check_writable().ok());
    CredentialFile const nowhere(folder.file("missing/credential"), server);
    EXPECT_FALSE(nowhere.check_writable().ok());
    EXPECT_FALSE(nowhere.save({Secret("trm1"), renew_at}).ok());
}

TEST_F(CredentialFileTest, KeepsNothingWithoutAPath) {
    CredentialFile const none("", server);
    EXPECT_TRUE(none.check_writable().ok());
    EXPECT_TRUE(none.save({Secret("trm1"), renew_at}).ok());
    ASSERT_TRUE(none.load().ok());
    EXPECT_FALSE(*none.load());
    EXPECT_TRUE(none.remove().ok());
}

}  // namespace
}  // namespace roomkey
