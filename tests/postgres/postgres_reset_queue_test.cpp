#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "storage/postgres/resets/reset_queue.hpp"
#include "tests/postgres/postgres_bench.hpp"
#include "tests/postgres/reset_bench.hpp"

// Resets that come at the same time.
namespace roomkey::postgres {
namespace {

constexpr int rooms = 80;

class PostgresResetQueue : public PostgresBench {
protected:
    PostgresResetQueue()
        : pool_(opened(), 8),
          runner_(pool_, std::chrono::seconds{20}, [this](Changes changes) { note(changes); }),
          queue_(pool_.settings(), runner_, [this](Changes changes) { note(changes); }) {}

    ConnectionSettings opened() {
        open();
        EXPECT_TRUE(add_rooms(*store_, rooms).ok());
        return valid(ConnectionSettings::from(options_));
    }
    void note(Changes const& changes) {
        std::lock_guard const lock(mutex_);
        told_ += changes.bindings.size();
        is_everything_told_ |= changes.is_everything;
    }

    static std::string room(int number) { return "room" + std::to_string(number); }
    /// Resets the room of this number, and gives it the code of the same.
    ResetAnswer reset(int number) {
        return queue_.run(question_for(room(number)),
                          [number](ResetFacts const& facts) { return wish_for(facts, number); });
    }

    /// Begins groups until no more may be in progress, and keeps them so. The rooms are those
    /// from 0 on.
    void block() {
        for (int i = 0; i < ResetQueue::groups_at_once; ++i) {
            start([this, i] {
                return queue_.run(question_for(room(i)), [&](ResetFacts const& facts) {
                    // By itself, once it was released, it would run again.
                    if (!is_released_.try_wait()) blocked_.count_down();
                    is_released_.wait();
                    return wish_for(facts, i);
                });
            });
        }
        blocked_.wait();
    }
    void release() {
        is_released_.count_down();
        threads_.clear();
    }
    /// Runs a reset on a thread of its own, and expects that it is done.
    void start(std::function<ResetAnswer()> const& work) {
        threads_.emplace_back([this, work] {
            auto const answer = work();
            if (answer.ok() && *answer) {
                ++done_;
            } else if (!answer.ok()) {
                std::lock_guard const lock(mutex_);
                errors_.push_back(answer.error().detail);
            }
        });
    }
    void wait_for_queue(std::size_t count) const {
        while (queue_.waiting() < count) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    std::string count(std::string const& table) const {
        return server().run("SELECT count(*) FROM " + table, name_);
    }

    std::mutex mutex_;  ///< Guards the next three.
    std::size_t told_ = 0;
    bool is_everything_told_ = false;
    std::vector<std::string> errors_;
    std::atomic<int> done_ = 0;
    std::latch blocked_{ResetQueue::groups_at_once};
    std::latch is_released_{1};
    Pool pool_;
    WorkRunner runner_;
    ResetQueue queue_;
    std::vector<std::jthread> threads_;  ///< Last: they use all of the above.
};

TEST_F(PostgresResetQueue, DoesTogetherWhatCameMeanwhile) {
    block();
    constexpr int more = 20;
    for (int i = 2; i < 2 + more; ++i) {
        start([this, i] { return reset(i); });
    }
    wait_for_queue(more);
    auto const groups = queue_.groups();
    EXPECT_EQ(groups, 2);
    release();
    EXPECT_EQ(done_, 2 + more);
    EXPECT_EQ(queue_.groups(), 3);
    EXPECT_EQ(told_, (2U + more) / 2);
    EXPECT_EQ(count("code"), "22");
    EXPECT_EQ(count("audit"), "22");
    // None was done by itself.
    EXPECT_EQ(pool_.size(), 0);
}

TEST_F(PostgresResetQueue, MakesGroupsOfALimitedSize) {
    block();
    constexpr auto more = static_cast<int>(ResetQueue::group_max);
    for (int i = 2; i < 3 + more; ++i) {
        start([this, i] { return reset(i); });
    }
    wait_for_queue(more + 1);
    release();
    EXPECT_EQ(done_, 3 + more);
    EXPECT_EQ(queue_.groups(), 4) << "one full, and one for the one that was left";
}

TEST_F(PostgresResetQueue, DoesResetsOfOneAccountOneAfterTheOther) {
    block();
    for (int i = 0; i < 3; ++i) {
        start([this, i] {
            return queue_.run(question_for(room(2)),
                              [i](ResetFacts const& facts) { return wish_for(facts, 100 + i); });
        });
    }
    wait_for_queue(3);
    release();
    EXPECT_EQ(done_, 5);
    EXPECT_EQ(queue_.groups(), 5);
    EXPECT_EQ(count("code"), "3");
    EXPECT_EQ(count("audit WHERE account = 'room2'"), "3");
    EXPECT_EQ(count("notice WHERE user_id = 'user-room2' AND state = 0"), "2");
}

TEST_F(PostgresResetQueue, NeverUsesOneKeyTwiceInAGroup) {
    block();
    std::atomic<int> replayed = 0;
    for (int i = 2; i < 6; ++i) {
        start([&, i] {
            auto question = question_for(room(i));
            question.key_hash = contract::digest(70);
            return queue_.run(question, [&, i](ResetFacts const& facts) -> ResetWish {
                if (facts.replay) {
                    ++replayed;
                    return std::optional<ResetChange>{};
                }
                auto wish = TRY(wish_for(facts, i));
                wish->replay = Replay{UserId{"user-admin"},
                                      contract::digest(70),
                                      contract::digest(i),
                                      {},
                                      contract::start + contract::days(1)};
                return wish;
            });
        });
    }
    wait_for_queue(4);
    release();
    EXPECT_EQ(done_, 3);
    EXPECT_GE(replayed, 3);
    EXPECT_EQ(count("code"), "3");
}

TEST_F(PostgresResetQueue, DoesTheOthersWhileOneWaitsForItsAccount) {
    auto const holder = valid(Connection::open(pool_.settings()));
    holder->begin_change();
    ASSERT_TRUE(holder->query("SELECT FROM users WHERE account = 'room2' FOR UPDATE").ok());
    block();
    for (int i = 2; i < 10; ++i) {
        start([this, i] { return reset(i); });
    }
    wait_for_queue(8);
    is_released_.count_down();
    // All but the one that waits. And many that come after it, more than groups at once.
    while (done_ < 9) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    for (int i = 10; i < 20; ++i) EXPECT_TRUE(reset(i).ok());
    EXPECT_EQ(done_, 9);
    EXPECT_TRUE(holder->roll_back());
    threads_.clear();
    EXPECT_EQ(done_, 10);
    EXPECT_EQ(count("code"), "20");
}

TEST_F(PostgresResetQueue, DoesEachByItselfWhereOneSpoilsTheGroup) {
    ASSERT_TRUE(reset(79).ok());
    block();
    std::atomic<int> number = 79;
    start([&] {
        return queue_.run(question_for(room(2)),
                          [&](ResetFacts const& facts) { return wish_for(facts, number++); });
    });
    wait_for_queue(1);
    for (int i = 3; i < 10; ++i) {
        start([this, i] { return reset(i); });
    }
    wait_for_queue(8);
    release();
    EXPECT_TRUE(errors_.empty());
    EXPECT_EQ(done_, 10);
    EXPECT_EQ(count("code"), "11");
    EXPECT_EQ(count("audit"), "11");
    EXPECT_GT(number, 80);
}

TEST_F(PostgresResetQueue, RepeatsNoneOfAGroupWhoseCommitWasCutOff) {
    server().run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON audit "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.account = 'room4') "
        "EXECUTE FUNCTION cut()",
        name_);
    block();
    std::atomic<int> runs = 0;
    for (int i = 2; i < 6; ++i) {
        start([&, i] {
            return queue_.run(question_for(room(i)), [&, i](ResetFacts const& facts) {
                ++runs;
                return wish_for(facts, i);
            });
        });
    }
    wait_for_queue(4);
    release();
    EXPECT_EQ(done_, 2);
    EXPECT_EQ(runs, 4);
    ASSERT_EQ(errors_.size(), 4U);
    for (auto const& error : errors_) {
        EXPECT_NE(error.find("it may have been committed"), std::string::npos) << error;
    }
    EXPECT_TRUE(is_everything_told_);
    // And goes on.
    EXPECT_TRUE(reset(30).ok());
}

TEST_F(PostgresResetQueue, GoesOnAfterItsSessionsWereEnded) {
    for (int round = 0; round < 4; ++round) {
        ASSERT_TRUE(reset(round).ok());
        terminate_sessions();
    }
    int runs = 0;
    auto const answer = queue_.run(question_for(room(9)), [&](ResetFacts const& facts) {
        if (++runs == 1) terminate_sessions();
        return wish_for(facts, 9);
    });
    EXPECT_TRUE(answer.ok());
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count("audit WHERE account = 'room9'"), "1");
}

}  // namespace
}  // namespace roomkey::postgres
