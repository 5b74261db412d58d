#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/postgres/resets/reset_group.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/postgres/postgres_bench.hpp"
#include "tests/postgres/reset_bench.hpp"

// Several resets in one transaction.
namespace roomkey::postgres {
namespace {

using contract::digest;

class PostgresResetGroup : public PostgresBench {
protected:
    PostgresResetGroup() {
        open();
        EXPECT_TRUE(add_rooms(*store_, 4).ok());
        connection_ = valid(Connection::open(valid(ConnectionSettings::from(options_))));
    }

    /// One more for the group, which makes the code of this number.
    void add(std::string const& account, int number, std::optional<Digest> const& key = {}) {
        add(account, [number, key](ResetFacts const& facts) -> ResetWish {
            auto wish = TRY(wish_for(facts, number));
            if (key) {
                wish->replay = Replay{UserId{"user-admin"},
                                      *key,
                                      digest(number),
                                      {1, 0, 2},
                                      contract::start + contract::days(1)};
            }
            return wish;
        });
        questions_.back().key_hash = key;
    }
    void add(std::string const& account, ResetDecision decide) {
        questions_.push_back(question_for(account));
        decisions_.push_back(std::move(decide));
        resets_.push_back({questions_.back(), decisions_.back()});
    }

    std::optional<Failure> run(ResetGroup::Held held = ResetGroup::Held::leave) {
        std::vector<GroupedReset*> members;
        for (auto& reset : resets_) members.push_back(&reset);
        ResetGroup group(*connection_, members, held);
        auto failure = group.run();
        changes_ = group.changes();
        return failure;
    }
    [[nodiscard]] ResetOutcome outcome(std::size_t member) const {
        auto const& answer = resets_.at(member).answer;
        if (!answer) throw std::runtime_error{"not answered"};
        return valid(*answer).value();
    }
    /// The error of a member that got one.
    [[nodiscard]] ErrorCode error(std::size_t member) const {
        return resets_.at(member).answer.value().error().code;
    }
    [[nodiscard]] bool is_answered(std::size_t member) const {
        return resets_.at(member).answer.has_value();
    }
    std::string count(std::string const& table) const {
        return server().run("SELECT count(*) FROM " + table, name_);
    }
    /// The accounts that have a code, each with the first byte of its hash.
    std::string codes() const {
        return server().run(
            "SELECT string_agg(account || ':' || get_byte(hash, 0), ' ' ORDER BY account) "
            "FROM code JOIN users USING (user_key)",
            name_);
    }

    std::unique_ptr<Connection> connection_;
    // Referred to by `resets_`.
    std::deque<ResetQuestion> questions_;
    std::deque<ResetDecision> decisions_;
    std::deque<GroupedReset> resets_;
    Changes changes_;
};

TEST_F(PostgresResetGroup, DoesAllInTwoRoundTrips) {
    add("room0", 10, digest(70));
    add("room1", 11);
    add("room2", 12, digest(72));
    ASSERT_FALSE(run());
    EXPECT_EQ(connection_->round_trips(), 2);
    EXPECT_EQ(outcome(0).unbound, BindingId{"binding-0"});
    EXPECT_FALSE(outcome(1).unbound);
    EXPECT_EQ(outcome(2).unbound, BindingId{"binding-2"});
    EXPECT_EQ(changes_.bindings.size(), 2U);
    EXPECT_FALSE(changes_.is_everything);
    EXPECT_EQ(codes(), "room0:10 room1:11 room2:12");
    EXPECT_EQ(count("audit"), "3");
    EXPECT_EQ(count("notice WHERE state = 0"), "6");
    EXPECT_EQ(count("replay WHERE sealed_answer = '\\x010002'"), "2");
    EXPECT_EQ(count("binding WHERE ended = 1"), "2");
}

TEST_F(PostgresResetGroup, SupersedesWhatEarlierOnesQueued) {
    add("room0", 10);
    add("room1", 11);
    ASSERT_FALSE(run());
    resets_.clear();
    add("room1", 21);
    add("room3", 23);
    ASSERT_FALSE(run());
    EXPECT_EQ(codes(), "room0:10 room1:21 room3:23");
    EXPECT_EQ(server().run("SELECT string_agg(DISTINCT user_id, ' ') FROM notice WHERE state = 4 "
                           "AND sealed_contact = '' AND settled_at IS NOT NULL",
                           name_),
              "user-room1");
    EXPECT_EQ(count("notice WHERE state = 0"), "6");
}

TEST_F(PostgresResetGroup, LeavesThoseThatOthersHoldAndThoseThatItDoesNotFind) {
    auto const other = valid(Connection::open(valid(ConnectionSettings::from(options_))));
    other->begin_change();
    ASSERT_TRUE(other->query("SELECT FROM users WHERE account = 'room1' FOR UPDATE").ok());
    add("room0", 10);
    add("room1", 11);
    add("nobody", 12);
    add("admin", 13);
    ASSERT_FALSE(run());
    EXPECT_EQ(outcome(0).unbound, BindingId{"binding-0"});
    for (std::size_t const member : {1, 2, 3}) EXPECT_FALSE(is_answered(member)) << member;
    EXPECT_EQ(codes(), "room0:10");
    EXPECT_EQ(count("audit"), "1");
    EXPECT_TRUE(other->roll_back());
}

TEST_F(PostgresResetGroup, HoldsWhatItFoundUntilItsEnd) {
    add("room0", 10);
    add("room1", [&](ResetFacts const& facts) -> ResetWish {
        EXPECT_EQ(server().run("SELECT count(*) FROM (SELECT FROM users WHERE account LIKE "
                               "'room%' FOR UPDATE SKIP LOCKED) free",
                               name_),
                  "2");
        return wish_for(facts, 11);
    });
    ASSERT_FALSE(run());
    EXPECT_EQ(codes(), "room0:10 room1:11");
}

TEST_F(PostgresResetGroup, HoldsNothingOfAnotherEnterpriseNorForAnUnknownSession) {
    ASSERT_TRUE(store_
                    ->write([](roomkey::Transaction& tx) -> Status {
                        TRY(insert_corp(tx, contract::sample_corp("100000002")));
                        TRY(insert_terminal(tx, contract::sample_terminal("100000002", "foreign")));
                        return Done{};
                    })
                    .ok());
    auto const look = [&](ResetFacts const& facts) -> ResetWish {
        EXPECT_FALSE(facts.terminal);
        EXPECT_EQ(server().run("SELECT count(*) FROM (SELECT FROM users WHERE account IN "
                               "('foreign', 'room0') FOR UPDATE SKIP LOCKED) free",
                               name_),
                  "2");
        return refusal(ErrorCode::account_unknown);
    };
    add("foreign", look);
    add("room0", look);
    questions_.back().access_hash = digest(501);
    ASSERT_FALSE(run(ResetGroup::Held::wait));
    EXPECT_EQ(error(0), ErrorCode::account_unknown);
    EXPECT_EQ(error(1), ErrorCode::account_unknown);
    EXPECT_FALSE(connection_->is_in_transaction());
}

TEST_F(PostgresResetGroup, LetsOneFailItsDecisionWithoutTheOthers) {
    add("room0", [](ResetFacts const&) -> ResetWish { return refusal(ErrorCode::not_permitted); });
    add("room1", [](ResetFacts const&) -> ResetWish { throw std::runtime_error{"a bug"}; });
    add("room2", [](ResetFacts const&) -> ResetWish { return std::optional<ResetChange>{}; });
    add("room3", [](ResetFacts const& facts) -> ResetWish {
        auto wish = TRY(wish_for(facts, 9));
        wish->user_id = UserId{"user-room0"};
        return wish;
    });
    // Avoiding the same account twice is the caller's task: here only one of them changes
    // something.
    add("room1", 11);
    ASSERT_FALSE(run());
    EXPECT_EQ(error(0), ErrorCode::not_permitted);
    EXPECT_EQ(error(1), ErrorCode::internal);
    EXPECT_FALSE(valid(*resets_[2].answer));
    EXPECT_EQ(error(3), ErrorCode::internal);
    EXPECT_FALSE(outcome(4).unbound);
    EXPECT_EQ(codes(), "room1:11");
    EXPECT_EQ(count("audit"), "1");
}

TEST_F(PostgresResetGroup, ChangesNothingAtAllForOneCodeThatIsTaken) {
    add("room3", 33);
    ASSERT_FALSE(run());
    resets_.clear();
    add("room0", 10);
    add("room1", 33);
    add("room2", [](ResetFacts const&) -> ResetWish { return refusal(ErrorCode::not_permitted); });
    auto const failure = run();
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->state, "23505");
    EXPECT_EQ(failure->remedy, Remedy::repeat);
    EXPECT_FALSE(is_answered(0));
    EXPECT_FALSE(is_answered(1));
    EXPECT_EQ(error(2), ErrorCode::not_permitted);
    EXPECT_TRUE(is_empty(changes_));
    EXPECT_EQ(codes(), "room3:33");
    EXPECT_EQ(count("audit"), "1");
    EXPECT_EQ(count("binding WHERE ended <> 0"), "0");
    EXPECT_EQ(count("notice WHERE state = 4"), "0");
}

TEST_F(PostgresResetGroup, ChangesNothingForAKeyThatAnotherJustAnswered) {
    add("room0", 10, digest(70));
    ASSERT_FALSE(run());
    resets_.clear();
    // As one would that looked before the other had answered.
    add("room1", 11, digest(70));
    questions_.back().key_hash.reset();
    add("room2", 12, digest(72));
    auto const failure = run();
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->state, "40001");
    EXPECT_EQ(codes(), "room0:10");
    EXPECT_EQ(count("replay"), "1");
}

TEST_F(PostgresResetGroup, FindsTheAnswerToAKey) {
    add("room0", 10, digest(70));
    ASSERT_FALSE(run());
    resets_.clear();
    add("room1", [](ResetFacts const& facts) -> ResetWish {
        EXPECT_TRUE(facts.replay);
        EXPECT_EQ(facts.replay->request_hash, digest(10));
        EXPECT_EQ(facts.replay->sealed_answer, (Bytes{1, 0, 2}));
        return std::optional<ResetChange>{};
    });
    questions_.back().key_hash = digest(70);
    add("room2", [](ResetFacts const& facts) -> ResetWish {
        EXPECT_FALSE(facts.replay);
        return std::optional<ResetChange>{};
    });
    questions_.back().key_hash = digest(71);
    ASSERT_FALSE(run());
    EXPECT_TRUE(is_answered(0) && is_answered(1));
}

TEST_F(PostgresResetGroup, DoesNotSayWhatBecameOfACommitThatWasCutOff) {
    server().run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON audit "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()",
        name_);
    add("room0", 10);
    add("room1", 11);
    add("room2", [](ResetFacts const&) -> ResetWish { return refusal(ErrorCode::not_permitted); });
    auto const failure = run();
    ASSERT_TRUE(failure);
    EXPECT_TRUE(failure->is_outcome_unknown);
    EXPECT_EQ(error(0), ErrorCode::unavailable);
    EXPECT_EQ(error(1), ErrorCode::unavailable);
    // It changes nothing, so there is no doubt.
    EXPECT_EQ(error(2), ErrorCode::not_permitted);
    EXPECT_TRUE(changes_.is_everything);
}

}  // namespace
}  // namespace roomkey::postgres
