#include <array>
#include <atomic>
#include <chrono>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/postgres/postgres_bench.hpp"
#include "tests/postgres/reset_bench.hpp"

// A server that stops, dies, or waits for a standby.
namespace roomkey {
namespace {

using contract::sample_member;

/// A server that a test may stop.
class PostgresOutage : public testing::Test {
protected:
    PostgresOutage() {
        options_.uri = server_.uri(server_.create_database());
        options_.connections = 4;
        store_ = valid(open_postgres_store(options_));
        EXPECT_TRUE(add_user("ada").ok());
    }

    Status add_user(std::string const& account) const {
        return store_->write([&](Transaction& tx) -> Status {
            TRY(insert_user(tx, sample_member("100000001", account)));
            return Done{};
        });
    }

    [[nodiscard]] Digest code_of(std::string const& account) const {
        auto const room =
            valid(store_->read([&](Reader& reader) { return find_terminal(reader, account); }));
        return room && room->code ? room->code->hash : Digest{};
    }

    /// Changes a setting of the running server.
    void apply(std::string const& name, std::string const& value) const {
        server_.set(name + " = '" + value + "'");
        server_.reload();
        wait_for("SELECT current_setting('" + name + "')", value);
    }
    void wait_for(std::string const& sql, std::string const& answer) const {
        while (server_.run(sql) != answer) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }

    /// Cuts the wait of the one commit that waits for a standby: it is committed here, and the
    /// server warns that it may be nowhere else.
    void cut_wait_for_standby() const {
        std::string const waiting =
            "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'roomkey'";
        wait_for("SELECT count(*) " + waiting, "1");
        server_.run("SELECT pg_cancel_backend(pid) " + waiting);
    }

    PostgresServer server_{{}, /*is_durable=*/true};
    PostgresOptions options_;
    std::unique_ptr<Store> store_;
};

TEST_F(PostgresOutage, ComesBackWithTheServer) {
    server_.stop();
    auto const status = add_user("eve");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::unavailable);
    EXPECT_EQ(store_->check().error().code, ErrorCode::unavailable);
    server_.start();
    EXPECT_TRUE(add_user("eve").ok());
    EXPECT_TRUE(store_->check().ok());
}

TEST_F(PostgresOutage, OutlivesAShortOneInsideACall) {
    options_.retry_window = std::chrono::milliseconds{60'000};
    store_ = valid(open_postgres_store(options_));
    server_.stop();
    std::jthread waiting([&] { EXPECT_TRUE(add_user("eve").ok()); });
    server_.start();
}

TEST_F(PostgresOutage, LosesNothingThatWasAnsweredWhenItIsKilled) {
    std::atomic<int> answered = 0;
    std::atomic<bool> is_over = false;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                for (int n = 0; !is_over; ++n) {
                    auto const account = std::to_string(i) + "-" + std::to_string(n);
                    if (!add_user(account).ok()) break;
                    answered += 1;
                }
            });
        }
        while (answered < 50) std::this_thread::yield();
        server_.kill();
        is_over = true;
    }
    server_.start();
    UserSearch search;
    search.reach.corp_id = CorpId{"100000001"};
    auto const kept =
        valid(store_->read([&](Reader& reader) { return search_users(reader, search); })).count;
    // Those whose answer was lost may be there as well: one for each thread at most.
    EXPECT_GE(kept, answered + 1);
    EXPECT_LE(kept, answered + 5);
}

TEST_F(PostgresOutage, AnswersNoCommitThatTheStandbyMayNotHave) {
    apply("synchronous_standby_names", "nobody");
    std::jthread committing([&] {
        auto const status = add_user("eve");
        ASSERT_FALSE(status.ok());
        EXPECT_EQ(status.error().code, ErrorCode::unavailable);
        EXPECT_NE(status.error().detail.find("it may have been committed"), std::string::npos);
    });
    cut_wait_for_standby();
    committing.join();
    apply("synchronous_standby_names", "");
    EXPECT_TRUE(valid(store_->read([](Reader& reader) {
                    return find_user_by_account(reader, "eve");
                })).has_value());
    EXPECT_TRUE(add_user("bob").ok());
}

TEST_F(PostgresOutage, AnswersNoResetThatTheStandbyMayNotHave) {
    ASSERT_TRUE(add_rooms(*store_, 1).ok());
    apply("synchronous_standby_names", "nobody");
    std::jthread committing([&] {
        auto const answer = store_->reset(
            question_for("room0"), [](ResetFacts const& facts) { return wish_for(facts, 7); });
        ASSERT_FALSE(answer.ok());
        EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
        EXPECT_NE(answer.error().detail.find("it may have been committed"), std::string::npos);
    });
    cut_wait_for_standby();
    committing.join();
    apply("synchronous_standby_names", "");
    EXPECT_EQ(code_of("room0"), contract::digest(7));
}

TEST_F(PostgresOutage, LosesNoResetThatWasAnsweredWhenItIsKilled) {
    constexpr int rooms = 16;
    ASSERT_TRUE(add_rooms(*store_, rooms).ok());
    std::atomic<int> answered = 0;
    std::atomic<bool> is_over = false;
    std::array<int, rooms> last{};  ///< There is no code with a room's own number.
    std::iota(last.begin(), last.end(), 0);
    std::array<bool, rooms> is_doubted{};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < rooms; ++i) {
            threads.emplace_back([&, i] {
                auto const place = static_cast<std::size_t>(i);
                for (int number = i + rooms; !is_over; number += rooms) {
                    auto const answer = store_->reset(
                        question_for("room" + std::to_string(i)),
                        [&](ResetFacts const& facts) { return wish_for(facts, number); });
                    is_doubted.at(place) = !answer.ok();
                    if (!answer.ok()) break;
                    last.at(place) = number;
                    ++answered;
                }
            });
        }
        while (answered < 100) std::this_thread::yield();
        server_.kill();
        is_over = true;
    }
    server_.start();
    for (int i = 0; i < rooms; ++i) {
        auto const place = static_cast<std::size_t>(i);
        auto const code = code_of("room" + std::to_string(i));
        auto const answered_last =
            last.at(place) == i ? Digest{} : contract::digest(last.at(place));
        // One whose answer was lost may have come after it.
        auto const next = contract::digest(last.at(place) + rooms);
        bool const is_next = is_doubted.at(place) && code == next;
        EXPECT_TRUE(is_next || code == answered_last) << i;
    }
}

TEST_F(PostgresOutage, GivesUpACommitThatIsNotAnsweredInTime) {
    options_.statement_timeout = std::chrono::milliseconds{100};
    store_ = valid(open_postgres_store(options_));
    apply("synchronous_standby_names", "nobody");
    auto const status = add_user("eve");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::unavailable);
    EXPECT_NE(status.error().detail.find("it may have been committed"), std::string::npos);
    apply("synchronous_standby_names", "");
    EXPECT_TRUE(add_user("bob").ok());
}

}  // namespace
}  // namespace roomkey
