#include "app/installation/installation.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "app/installation/backup.hpp"
#include "app/installation/doctor.hpp"
#include "net/tls_context.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class InstallationTest : public testing::Test {
protected:
    Config config_in(std::string const& name) {
        ConfigSources sources;
        sources.flags.emplace_back("data", (folder.path() / name).string());
        return load_config(sources).value();
    }
    Result<std::unique_ptr<Installation>> open(Config const& settings) {
        ServicesOptions options;
        options.password_cost = {1, std::size_t{8192}};
        return Installation::open(settings, clock, options);
    }

    TemporaryFolder folder;
    FakeClock clock;
    SeededRandomness randomness;
    Config config = config_in("data");
};

TEST_F(InstallationTest, HasToBeMadeBeforeItIsOpened) {
    EXPECT_FALSE(open(config).ok());
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    EXPECT_TRUE(open(config).ok());
}

TEST_F(InstallationTest, KeepsItsKeysWhenItIsMadeAgain) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const first = KeyRing::load(config.data / "keys/keyring").value();
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const second = KeyRing::load(config.data / "keys/keyring").value();
    EXPECT_EQ(first.lookup_key().reveal(), second.lookup_key().reveal());
}

TEST_F(InstallationTest, IsCopiedWholeAndOnlyToAnEmptyPlace) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    ASSERT_TRUE((*open(config))->services().corps.create("Acme").ok());
    auto const copy = folder.path() / "copy";
    ASSERT_TRUE(back_up_installation(config, copy).ok());
    EXPECT_FALSE(back_up_installation(config, copy).ok());
    EXPECT_FALSE(restore_installation(config, copy).ok());
    auto const restored = config_in("restored");
    ASSERT_TRUE(restore_installation(restored, copy).ok());
    auto const corps = (*open(restored))->services().corps.list().value();
    ASSERT_EQ(corps.size(), 1U);
    EXPECT_EQ(corps[0].name, "Acme");
}

TEST_F(InstallationTest, IsCopiedWithoutKeysAndComesBackWithThem) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    ASSERT_TRUE((*open(config))->services().corps.create("Acme").ok());
    ASSERT_TRUE(ensure_self_signed(config.tls.certificate, config.tls.key, "localhost").ok());
    auto const copy = folder.path() / "copy";
    ASSERT_TRUE(back_up_installation(config, copy, /*with_keys=*/false).ok());
    EXPECT_FALSE(std::filesystem::exists(copy / "keys/keyring"));
    EXPECT_FALSE(std::filesystem::exists(copy / "tls/server.key"));

    auto const restored = config_in("restored");
    auto const without = restore_installation(restored, copy);
    ASSERT_FALSE(without.ok());
    EXPECT_NE(without.error().detail.find("has no keys in it"), std::string::npos);

    // Those of another installation are refused, and are still there afterwards.
    auto const place = restored.data / "keys/keyring";
    ASSERT_TRUE(KeyRing::make(randomness).save_new(place).ok());
    EXPECT_FALSE(restore_installation(restored, copy).ok());
    EXPECT_TRUE(std::filesystem::exists(place));
    EXPECT_FALSE(std::filesystem::exists(restored.data / "roomkey.db"));

    std::filesystem::remove(place);
    std::filesystem::copy_file(config.data / "keys/keyring", place);
    ASSERT_TRUE(restore_installation(restored, copy).ok());
    EXPECT_EQ((*open(restored))->services().corps.list().value().at(0).name, "Acme");
    // Not over what is there.
    EXPECT_FALSE(restore_installation(restored, copy).ok());
}

TEST_F(InstallationTest, GetsNoNewKeysInPlaceOfLostOnes) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const keys = config.data / "keys/keyring";
    std::filesystem::remove(keys);
    auto const refused = Installation::create(config, randomness);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().detail.find(keys.string()), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(keys));
}

TEST_F(InstallationTest, LeavesNoHalfBackup) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const copy = folder.path() / "copy";
    std::fstream(config.data / "roomkey.db", std::ios::in | std::ios::out).seekp(100)
        << std::string(2000, 'x');
    EXPECT_FALSE(back_up_installation(config, copy).ok());
    EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(InstallationTest, IsNotOpenedAfterItWasCopiedElsewhere) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    std::filesystem::rename(config.data / "roomkey.db", config.data / "roomkey.db.copied");
    auto const made = Installation::create(config, randomness);
    ASSERT_FALSE(made.ok());
    EXPECT_NE(made.error().detail.find("was copied to PostgreSQL"), std::string::npos);
    auto const opened = open(config);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().detail, made.error().detail);
    EXPECT_FALSE(std::filesystem::exists(config.data / "roomkey.db"));
}

TEST_F(InstallationTest, IsNotOpenedWithAnothersKeys) {
    auto const other = config_in("other");
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    ASSERT_TRUE(Installation::create(other, randomness).ok());
    auto const keys = config.data / "keys/keyring";
    std::filesystem::copy_file(other.data / "keys/keyring", keys,
                               std::filesystem::copy_options::overwrite_existing);
    auto const refused = open(config);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_NE(refused.error().detail.find(keys.string()), std::string::npos);
}

TEST_F(InstallationTest, IsNotOpenedWithAnotherSealingKey) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const file = config.data / "keys/keyring";
    std::string const text(KeyRing::load(file)->text().reveal());
    auto const seal = text.substr(text.find("seal 1 "), 71);
    auto const lookup = text.substr(text.find("lookup "), 71);
    struct Row {
        std::string seal;
        std::string reason;  ///< Empty: nothing is wrong.
    };
    for (auto const& row : {Row{"seal 1 0000" + seal.substr(11), "key 1 in "},
                            Row{"seal 1 " + lookup.substr(7), "key 1 in "},
                            Row{seal + "\nseal 2 " + lookup.substr(7), ""}}) {
        auto changed = text;
        changed.replace(changed.find(seal), seal.size(), row.seal);
        ASSERT_TRUE(KeyRing::parse(Secret(changed), "test")->save_over(file).ok());
        auto const opened = [&]() -> Status {
            auto const installation = open(config);
            if (!installation.ok()) return installation.error();
            return Done{};
        };
        for (auto const& status : {opened(), Installation::create(config, randomness),
                                   back_up_installation(config, folder.path() / "copy")}) {
            EXPECT_EQ(status.ok(), row.reason.empty()) << row.seal;
            if (status.ok()) continue;
            EXPECT_NE(status.error().detail.find(row.reason), std::string::npos)
                << status.error().detail;
        }
    }
}

TEST_F(InstallationTest, IsRestoredWithItsKeyChecksAndWithoutWhatIsToEnd) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const corp = (*open(config))->services().corps.create("Acme").value();
    auto const copy = folder.path() / "copy";
    ASSERT_TRUE(back_up_installation(config, copy).ok());
    auto const restored = config_in("restored");
    auto const done = restore_installation(restored, copy, {.sessions = true, .bindings = true});
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(done->access.administrators, 1);
    EXPECT_EQ(done->access.apps, 1);
    ASSERT_TRUE(done->access.last_change);
    EXPECT_EQ(*done->access.last_change, clock.now());
    auto const installation = open(restored).value();
    EXPECT_TRUE(installation->check_keys().ok());
    AuditSearch search;
    search.corp_id = corp.corp_id;
    auto const records = installation->services().audit_log.search(search).value();
    ASSERT_GE(records.data.size(), 2U);
    EXPECT_EQ(records.data[0].operation, "end_bindings");
    EXPECT_EQ(records.data[1].operation, "end_sessions");
}

TEST_F(InstallationTest, LeavesNothingOfACopyThatIsNotWhole) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const whole = folder.path() / "whole";
    ASSERT_TRUE(back_up_installation(config, whole).ok());
    auto const restored = config_in("restored");
    auto const spoil = [&](char const* name, std::string const& text) {
        auto const bad = folder.path() / "bad";
        std::filesystem::remove_all(bad);
        std::filesystem::copy(whole, bad, std::filesystem::copy_options::recursive);
        std::fstream(bad / name, std::ios::in | std::ios::out).seekp(100) << text;
        return restore_installation(restored, bad);
    };
    EXPECT_FALSE(spoil("roomkey.db", std::string(2000, 'x')).ok());
    EXPECT_FALSE(spoil("keys/keyring", "nonsense").ok());
    EXPECT_FALSE(std::filesystem::exists(restored.data / "keys/keyring"));
    EXPECT_FALSE(std::filesystem::exists(restored.data / ".restoring"));
    EXPECT_TRUE(restore_installation(restored, whole).ok());
    EXPECT_TRUE(open(restored).ok());
}

TEST_F(InstallationTest, IsFoundWantingWithALapsedCertificate) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    ASSERT_TRUE(ensure_self_signed(config.tls.certificate, config.tls.key, "a").ok());
    auto const certificate = [&] {
        for (auto const& finding : examine_installation(config, clock).value()) {
            if (finding.subject == "certificate") return finding;
        }
        return Finding{};
    };
    EXPECT_TRUE(certificate().is_good);
    clock.advance(std::chrono::days{365 * 100});
    EXPECT_FALSE(certificate().is_good);
    EXPECT_NE(certificate().remark.find("expired"), std::string::npos);
}

TEST_F(InstallationTest, IsExaminedAndFoundWantingWithAnothersKeys) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    {
        auto const installation = open(config).value();
        auto& services = installation->services();
        auto const corp = services.corps.create("Acme").value();
        CreateCodeRequest request;
        request.device_name = "Room";
        ASSERT_TRUE(
            services.codes.create(request, operator_of(corp.corp_id, Language::en_us)).ok());
    }
    auto const is_good = [&] {
        bool good = true;
        for (auto const& finding : examine_installation(config, clock).value()) {
            good = good && finding.is_good;
        }
        return good;
    };
    EXPECT_TRUE(is_good());
    auto const keys = config.data / "keys/keyring";
    std::filesystem::remove(keys);
    ASSERT_TRUE(KeyRing::make(randomness).save_new(keys).ok());
    EXPECT_FALSE(is_good());
}

TEST_F(InstallationTest, ShowsHowItGreetsMailServers) {
    ASSERT_TRUE(Installation::create(config, randomness).ok());
    auto const greeting = [&]() -> std::optional<Finding> {
        for (auto const& finding : examine_installation(config, clock).value()) {
            if (finding.subject == "mail greeting") return finding;
        }
        return std::nullopt;
    };
    EXPECT_FALSE(greeting());
    config.email.server = "smtp://mail.example.com:587";
    EXPECT_TRUE(greeting()->is_good);
    for (auto const* full : {"a.b.example", "[192.0.2.1]"}) {
        config.email.helo = full;
        EXPECT_TRUE(greeting()->is_good);
        EXPECT_EQ(greeting()->remark, full);
    }
    config.email.helo = "badname";
    EXPECT_FALSE(greeting()->is_good);
    EXPECT_TRUE(greeting()->remark.starts_with("badname"));
}

}  // namespace
}  // namespace roomkey
