#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store/store_contract.hpp"
#include "tests/fakes/temporary_folder.hpp"

// Databases that earlier versions made open, keep what they hold, and take what is new.
namespace roomkey::contract {
namespace {

Instant at(std::int64_t seconds) {
    return from_unix_milliseconds(1'700'000'000'000 + seconds * 1000);
}

class OldDatabase : public testing::TestWithParam<char const*> {
protected:
    void SetUp() override {
        std::ifstream file(std::string(ROOMKEY_SOURCE_ROOT "/tests/fixtures/") + GetParam());
        std::string const script((std::istreambuf_iterator<char>(file)), {});
        ASSERT_FALSE(script.empty());
        auto const old = valid(sqlite::Connection::open(connection_options()));
        auto const made = old->execute(script.c_str());
        ASSERT_TRUE(made.ok()) << made.error().detail;
    }

    sqlite::ConnectionOptions connection_options() const {
        sqlite::ConnectionOptions options;
        options.path = folder_.file("roomkey.db");
        return options;
    }
    std::unique_ptr<Store> open_store() const {
        SqliteOptions options;
        options.path = folder_.file("roomkey.db");
        return valid(open_sqlite_store(options));
    }

    TemporaryFolder const folder_;
};

TEST_P(OldDatabase, IsBroughtToTheCurrentVersionAndKeepsItsRows) {
    auto const store = open_store();
    EXPECT_TRUE(store->check().ok());
    auto const raw = valid(sqlite::Connection::open(connection_options()));
    EXPECT_EQ(valid(raw->integer("PRAGMA user_version")), sqlite::schema_version());
    auto const terminal =
        valid(store->read([](Reader& reader) { return reader.find_terminal("room"); }));
    ASSERT_TRUE(terminal);
    EXPECT_EQ(terminal->user.name, "Room 101");
    EXPECT_TRUE(terminal->code);
    auto const notices =
        valid(store->read([](Reader& reader) { return reader.list_notices(UserId{"user-room"}); }));
    ASSERT_EQ(notices.size(), 3U);
    EXPECT_EQ(notices[1].failure, "busy");
    for (auto const& notice : notices) EXPECT_EQ(notice.report, ReportState::none);
}

TEST_P(OldDatabase, DeliversWhatItHasQueued) {
    auto const store = open_store();
    auto const changed = store->write([](Transaction& tx) -> Status {
        auto leased = TRY(tx.lease_notices(10, at(100), at(160)));
        EXPECT_EQ(leased.size(), 2U);
        for (auto& notice : leased) {
            EXPECT_FALSE(TRY(tx.count_send({{Digest{}, 2, at(3600)}})));
            notice.state = NoticeState::accepted;
            notice.failure.clear();
            EXPECT_TRUE(TRY(tx.settle_notice(notice)));
        }
        EXPECT_TRUE(TRY(tx.count_send({{Digest{}, 2, at(3600)}})));
        EXPECT_TRUE(
            TRY(tx.save_report(NoticeId{"notice-3"}, ReportState::failed, "absent", at(200))));
        NoticeSearch search;
        search.corp_id = CorpId{"100000001"};
        search.report = ReportState::failed;
        auto const found = TRY(tx.search_notices(search));
        EXPECT_EQ(found.count, 1);
        EXPECT_EQ(found.data.at(0).notice.failure, "absent");
        return Done{};
    });
    EXPECT_TRUE(changed.ok());
}

INSTANTIATE_TEST_SUITE_P(Versions, OldDatabase,
                         testing::Values("database_v1.sql", "database_v1_in_place.sql"));

// What a hand or an interrupted copy left must not look well and then fail here and there.
TEST(DamagedDatabase, StopsTheStartAndIsNamed) {
    TemporaryFolder const folder;
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    valid(open_sqlite_store(options)).reset();
    {
        sqlite::ConnectionOptions raw;
        raw.path = options.path;
        ASSERT_TRUE(valid(sqlite::Connection::open(raw))->execute("DROP TABLE send_count").ok());
    }
    auto const store = open_sqlite_store(options);
    ASSERT_FALSE(store.ok());
    EXPECT_NE(store.error().detail.find("send_count.count"), std::string::npos)
        << store.error().detail;
}

}  // namespace
}  // namespace roomkey::contract
