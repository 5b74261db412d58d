#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/postgres/postgres_bench.hpp"

namespace roomkey {
namespace {

using contract::sample_app;
using contract::sample_corp;
using contract::sample_member;
using contract::start;

class PostgresStore : public PostgresBench {
protected:
    PostgresStore() {
        options_.connections = 8;
        open();
        EXPECT_TRUE(add_user("ada").ok());
    }
};

TEST_F(PostgresStore, ConnectsAgainAfterItsSessionsWereEnded) {
    for (int round = 0; round < 4; ++round) {
        terminate_sessions();
        EXPECT_TRUE(has_user("ada"));
        terminate_sessions();
        EXPECT_TRUE(add_user("user" + std::to_string(round)).ok());
    }
    EXPECT_TRUE(store_->check().ok());
}

TEST_F(PostgresStore, RunsAJobAgainWhoseConnectionWasLostBeforeItsCommit) {
    int runs = 0;
    auto const status = store_->write([&](Transaction& tx) -> Status {
        ++runs;
        TRY(insert_user(tx, sample_member("100000001", "eve")));
        if (runs == 1) terminate_sessions();
        TRY(find_user_by_account(tx, "eve"));
        return Done{};
    });
    EXPECT_TRUE(status.ok());
    EXPECT_EQ(runs, 2);
    EXPECT_TRUE(has_user("eve"));
}

TEST_F(PostgresStore, NeverRepeatsACommitWhoseAnswerWasLost) {
    // The commit waits behind a trigger that is deferred to it, and is cut off there.
    server().run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON users "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.account = 'eve') "
        "EXECUTE FUNCTION cut()",
        name_);
    int runs = 0;
    auto const status = store_->write([&](Transaction& tx) -> Status {
        ++runs;
        TRY(insert_user(tx, sample_member("100000001", "eve")));
        return Done{};
    });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::unavailable);
    EXPECT_NE(status.error().detail.find("it may have been committed"), std::string::npos);
    EXPECT_EQ(runs, 1);
    EXPECT_TRUE(has_user("ada"));
}

TEST_F(PostgresStore, RepeatsNoCommitThatTheServerRefused) {
    server().run(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END $$; "
        "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW WHEN (NEW.account = 'eve') EXECUTE FUNCTION refuse()",
        name_);
    auto const status = add_user("eve");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
    EXPECT_FALSE(has_user("eve"));
}

TEST_F(PostgresStore, RepeatsWhatWasUndoneForADeadlock) {
    ASSERT_TRUE(add_user("eve").ok());
    std::atomic<int> runs = 0;
    std::latch both_hold{2};
    auto const change = [&](std::string const& first, std::string const& second) {
        bool is_first_run = true;
        return store_->write([&](Transaction& tx) -> Status {
            ++runs;
            TRY(find_user_by_account(tx, first));
            if (is_first_run) both_hold.arrive_and_wait();
            is_first_run = false;
            TRY(find_user_by_account(tx, second));
            return Done{};
        });
    };
    std::jthread other([&] { EXPECT_TRUE(change("eve", "ada").ok()); });
    EXPECT_TRUE(change("ada", "eve").ok());
    other.join();
    EXPECT_EQ(runs, 3);
}

TEST_F(PostgresStore, GivesUpAStatementThatTakesTooLong) {
    options_.statement_timeout = std::chrono::milliseconds{300};
    open();
    server().run(
        "CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$; "
        "CREATE TRIGGER doze BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION doze()",
        name_);
    auto const status = add_user("eve");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::unavailable);
    EXPECT_NE(status.error().detail.find("57014"), std::string::npos);
    EXPECT_TRUE(has_user("ada"));
}

TEST_F(PostgresStore, WaitsForAnothersRowNoLongerThanAllowed) {
    options_.lock_timeout = std::chrono::milliseconds{200};
    open();
    auto const status = store_->write([&](Transaction& tx) -> Status {
        TRY(find_user_by_account(tx, "ada"));
        auto const waiting = store_->write([](Transaction& other) -> Status {
            TRY(find_user_by_account(other, "ada"));
            return Done{};
        });
        EXPECT_FALSE(waiting.ok());
        if (waiting.ok()) return Done{};
        EXPECT_EQ(waiting.error().code, ErrorCode::unavailable);
        EXPECT_NE(waiting.error().detail.find("55P03"), std::string::npos);
        return Done{};
    });
    EXPECT_TRUE(status.ok());
}

TEST_F(PostgresStore, AnswersWhenAllConnectionsAreInUse) {
    options_.connections = 1;
    options_.retry_window = std::chrono::milliseconds{200};
    open();
    auto const status = store_->write([&](Transaction& tx) -> Status {
        TRY(find_user_by_account(tx, "ada"));
        auto const second = store_->read([](Reader& reader) { return list_corps(reader); });
        EXPECT_FALSE(second.ok());
        if (second.ok()) return Done{};
        EXPECT_EQ(second.error().code, ErrorCode::unavailable);
        return Done{};
    });
    EXPECT_TRUE(status.ok());
    EXPECT_TRUE(has_user("ada"));
}

TEST_F(PostgresStore, WaitsForAConnectionThatIsGivenBack) {
    options_.connections = 2;
    open();
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 32; ++i) {
            threads.emplace_back([&] {
                if (has_user("ada")) ++done;
            });
        }
    }
    EXPECT_EQ(done, 32);
}

TEST_F(PostgresStore, RefusesChangesInReadings) {
    // The same object serves both; the server itself refuses.
    auto const status = store_->read([](Reader& reader) -> Status {
        auto& tx = dynamic_cast<Transaction&>(reader);
        TRY(insert_user(tx, sample_member("100000001", "eve")));
        return Done{};
    });
    EXPECT_FALSE(status.ok());
    EXPECT_FALSE(has_user("eve"));
}

TEST_F(PostgresStore, TakesANulInAQuestionForAnUnknownName) {
    std::string const name{"a\0da", 4};
    EXPECT_FALSE(
        valid(store_->read([&](Reader& reader) { return find_user_by_account(reader, name); })));
    EXPECT_FALSE(valid(store_->write([&](Transaction& tx) { return find_terminal(tx, name); })));
}

TEST_F(PostgresStore, LetsNoEnterpriseWaitForTheRowsOfAnother) {
    CorpId const owner{"100000001"};
    CorpId const stranger{"100000002"};
    valid(store_->write([&](Transaction& tx) -> Status {
        TRY(insert_corp(tx, sample_corp(owner.value)));
        TRY(insert_app(tx, sample_app(1, owner.value)));
        return Done{};
    }));
    std::future<void> others;
    auto const status = store_->write([&](Transaction& tx) -> Status {
        EXPECT_TRUE(TRY(find_user_by_account(tx, owner, "ada")));
        EXPECT_TRUE(TRY(hold_app(tx, owner, AppId{"app-1"})));
        others = std::async(std::launch::async, [&] {
            valid(store_->write([&](Transaction& other) -> Status {
                EXPECT_FALSE(TRY(find_user_by_account(other, stranger, "ada")));
                EXPECT_FALSE(TRY(find_terminal(other, stranger, "ada")));
                EXPECT_FALSE(TRY(hold_app(other, stranger, AppId{"app-1"})));
                EXPECT_FALSE(TRY(hold_app(other, {}, AppId{"app-1"})));
                return Done{};
            }));
        });
        EXPECT_EQ(others.wait_for(std::chrono::seconds{5}), std::future_status::ready);
        return Done{};
    });
    EXPECT_TRUE(status.ok());
}

TEST_F(PostgresStore, IsUnavailableOnAServerThatTakesNoChanges) {
    server().run("ALTER DATABASE " + name_ + " SET default_transaction_read_only = on");
    terminate_sessions();
    options_.retry_window = std::chrono::milliseconds{300};
    options_.connect_timeout = std::chrono::milliseconds{2'000};
    auto const opened = open_postgres_store(options_);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
    EXPECT_EQ(store_->check().error().code, ErrorCode::unavailable);
}

TEST_F(PostgresStore, NeverTellsThePassword) {
    auto wrong = options_;
    wrong.uri.replace(wrong.uri.find("s3cret"), 6, "guess");
    auto const refused = open_postgres_store(wrong);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    for (auto const* part : {"guess", "s3cret", "%25word", "%word"}) {
        EXPECT_EQ(refused.error().detail.find(part), std::string::npos) << refused.error().detail;
    }
    wrong = options_;
    wrong.uri = "postgresql://ada:s3cret@127.0.0.1:1/rooms";
    auto const unreachable = open_postgres_store(wrong);
    ASSERT_FALSE(unreachable.ok());
    EXPECT_EQ(unreachable.error().code, ErrorCode::unavailable);
    EXPECT_EQ(unreachable.error().detail.find("s3cret"), std::string::npos);
}

TEST_F(PostgresStore, KeepsCommitsDurableWhateverTheServerIsUsedTo) {
    server().run("ALTER DATABASE " + name_ + " SET synchronous_commit = off");
    options_.connections = 1;
    open();
    ASSERT_TRUE(add_user("eve").ok());
    server().run(
        "CREATE TABLE seen (setting text); GRANT ALL ON seen TO PUBLIC; "
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); "
        "RETURN NEW; END $$; "
        "CREATE TRIGGER note BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION note()",
        name_);
    ASSERT_TRUE(add_user("bob").ok());
    EXPECT_EQ(server().run("SELECT setting FROM seen", name_), "on");
}

}  // namespace
}  // namespace roomkey
