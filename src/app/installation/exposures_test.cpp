#include "app/installation/exposures.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class Exposures : public testing::Test {
protected:
    Exposures() { config_.data = folder_.path(); }

    std::vector<std::string> subjects() {
        std::vector<std::string> subjects;
        for (auto const& each : exposures_of(config_)) subjects.push_back(each.subject);
        return subjects;
    }

    TemporaryFolder folder_;
    Config config_;
};

using Subjects = std::vector<std::string>;

TEST_F(Exposures, AreNoneByDefault) { EXPECT_EQ(subjects(), Subjects{}); }

TEST_F(Exposures, AreSecretsInAConfigurationThatStrangersRead) {
    config_.exposed_file = "/etc/roomkey/roomkey.toml";
    EXPECT_EQ(subjects(), Subjects{"/etc/roomkey/roomkey.toml"});
}

TEST_F(Exposures, AreAConfigurationOfAStranger) {
    config_.foreign_file = "/etc/roomkey/roomkey.toml";
    EXPECT_EQ(subjects(), Subjects{"/etc/roomkey/roomkey.toml"});
}

TEST_F(Exposures, AreADatabaseThatStrangersRead) {
    auto const database = folder_.path() / "roomkey.db";
    std::ofstream(database) << "x";
    ASSERT_EQ(::chmod(database.c_str(), 0644), 0);
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
    EXPECT_EQ(subjects(), Subjects{database.string()});
    // Nobody gets to it.
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0700), 0);
    EXPECT_EQ(subjects(), Subjects{});
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
    ASSERT_EQ(::chmod(database.c_str(), 0640), 0);
    EXPECT_EQ(subjects(), Subjects{});
}

TEST_F(Exposures, AreMessagesInPlainHttpToAnotherHost) {
    config_.sms.webhook_url = "http://sms.example/in";
    EXPECT_EQ(subjects(), Subjects{"sms.webhook_url"});
    config_.sms.webhook_url = "http://127.0.0.1:80/in";
    config_.sms.kannel_sendsms_url = "http://10.0.0.1:13013/x";
    EXPECT_EQ(subjects(), Subjects{"sms.kannel_sendsms_url"});
    config_.sms.kannel_sendsms_url = "https://10.0.0.1:13013/x";
    EXPECT_EQ(subjects(), Subjects{});
}

TEST_F(Exposures, AreConnectionsToAPostgresThatIsNotVerified) {
    for (auto const* uri :
         {"postgresql://db/roomkey", "postgresql://db/roomkey?sslmode=require",
          "postgresql://db/roomkey?sslmode=prefer", "postgresql://127.0.0.1,db/roomkey",
          "postgresql://db/roomkey?sslmode=verify-ca"}) {
        config_.database = uri;
        EXPECT_EQ(subjects(), Subjects{"database"}) << uri;
    }
    for (auto const* uri :
         {"postgresql://db/roomkey?sslmode=verify-full", "postgresql://localhost/roomkey",
          "postgresql://127.0.0.1:5433/roomkey", "postgresql://[::1]/roomkey",
          "postgresql:///roomkey?host=/run/postgresql", "postgresql:///roomkey"}) {
        config_.database = uri;
        EXPECT_EQ(subjects(), Subjects{}) << uri;
    }
}

TEST_F(Exposures, AreADataFolderWhereLocksAndFlushesAreNoneOfADisk) {
    auto const found_on = [&](std::optional<long> type) {
        return exposures_of(config_, [&](std::filesystem::path const& folder) {
            EXPECT_EQ(folder, config_.data);
            return type;
        });
    };
    for (auto const& [type, name] : {std::pair{0x6969L, "NFS"}, {0x65735546L, "FUSE"}}) {
        auto const found = found_on(type);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].subject, config_.data.string());
        EXPECT_NE(found[0].reason.find(std::string("is on ") + name), std::string::npos)
            << found[0].reason;
    }
    EXPECT_TRUE(found_on(0xEF53).empty());
    EXPECT_TRUE(found_on(std::nullopt).empty());
    // Nothing of it is in the folder then.
    config_.database = "postgresql:///roomkey";
    EXPECT_TRUE(found_on(0x6969).empty());
}

}  // namespace
}  // namespace roomkey
