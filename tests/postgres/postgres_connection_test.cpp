#include "storage/postgres/connection.hpp"

#include <optional>

#include "tests/postgres/postgres_bench.hpp"

namespace roomkey::postgres {
namespace {

using contract::digest;

class PostgresConnection : public PostgresBench {
protected:
    PostgresConnection() {
        open();
        server().run("CREATE TABLE item (name text UNIQUE); GRANT ALL ON item TO PUBLIC", name_);
        connection_ = valid(Connection::open(valid(ConnectionSettings::from(options_))));
    }

    std::string items() const {
        return server().run("SELECT string_agg(name, ' ' ORDER BY name) FROM item", name_);
    }
    Status add(std::string const& name) const {
        return connection_->run("INSERT INTO item VALUES ($1)", name);
    }

    std::unique_ptr<Connection> connection_;
};

TEST_F(PostgresConnection, SendsQueuedStatementsWithTheCommit) {
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    ASSERT_TRUE(add("b").ok());
    ASSERT_TRUE(connection_->commit().ok());
    EXPECT_EQ(connection_->round_trips(), 1);
    EXPECT_EQ(items(), "a b");
}

TEST_F(PostgresConnection, ReadsOneStatementInOneRoundTrip) {
    for (int i = 1; i <= 3; ++i) {
        connection_->begin_reading();
        EXPECT_EQ(valid(connection_->integer("SELECT count(*) FROM item")), 0);
        connection_->finish_reading();
        EXPECT_EQ(connection_->round_trips(), i);
    }
    EXPECT_EQ(server().run("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name_ +
                           "' AND state LIKE 'idle in transaction%'"),
              "0");
}

TEST_F(PostgresConnection, ShowsTheFailureOfAQueuedStatementAtTheCommit) {
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    ASSERT_TRUE(add("a").ok());
    ASSERT_TRUE(add("b").ok());
    EXPECT_FALSE(connection_->commit().ok());
    ASSERT_TRUE(connection_->failure());
    EXPECT_EQ(connection_->failure()->state, "23505");
    EXPECT_FALSE(connection_->failure()->is_outcome_unknown);
    EXPECT_TRUE(connection_->roll_back());
    EXPECT_EQ(items(), "");
}

TEST_F(PostgresConnection, SendsNothingMoreAfterAFailure) {
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    EXPECT_FALSE(connection_->query("SELECT * FROM nothing").ok());
    auto const round_trips = connection_->round_trips();
    EXPECT_FALSE(add("b").ok());
    EXPECT_FALSE(connection_->query("SELECT 1").ok());
    EXPECT_FALSE(connection_->commit().ok());
    EXPECT_EQ(connection_->round_trips(), round_trips);
    EXPECT_TRUE(connection_->roll_back());
    EXPECT_EQ(items(), "");
}

TEST_F(PostgresConnection, IsOfUseAgainAfterARollback) {
    for (auto const* name : {"a", "b"}) {
        connection_->begin_change();
        // Its statement is skipped after the failure, and prepared again the next time.
        EXPECT_FALSE(connection_->query("SELECT * FROM nothing").ok());
        ASSERT_TRUE(connection_->roll_back());
        connection_->begin_change();
        ASSERT_TRUE(add(name).ok());
        EXPECT_TRUE(connection_->commit().ok());
    }
    // What was queued and never sent is forgotten with its failure.
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    ASSERT_TRUE(connection_->roll_back());
    connection_->begin_change();
    ASSERT_TRUE(add("c").ok());
    EXPECT_TRUE(connection_->commit().ok());
    EXPECT_EQ(items(), "a b c");
}

TEST_F(PostgresConnection, CommitsAStatementInTheSameRoundTripOrNotAtAll) {
    connection_->begin_change();
    constexpr char const* insert = "INSERT INTO item VALUES ($1) RETURNING name";
    Parameters first("a");
    Parameters second("z");
    ASSERT_TRUE(connection_->want(insert, first).ok());
    ASSERT_TRUE(connection_->want(insert, second).ok());
    auto answers = valid(connection_->collect_and_commit());
    ASSERT_EQ(answers.size(), 2U);
    ASSERT_TRUE(answers[0].next() && answers[1].next());
    EXPECT_EQ(answers[0].text() + answers[1].text(), "az");
    EXPECT_EQ(connection_->round_trips(), 1);
    connection_->begin_change();
    ASSERT_TRUE(add("b").ok());
    Parameters again("a");
    ASSERT_TRUE(connection_->want(insert, again).ok());
    EXPECT_FALSE(connection_->collect_and_commit().ok());
    EXPECT_FALSE(connection_->failure()->is_outcome_unknown);
    EXPECT_TRUE(connection_->roll_back());
    EXPECT_EQ(items(), "a z");
}

TEST_F(PostgresConnection, DoesNotKnowWhatBecameOfACommitThatWasCutOff) {
    server().run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON item "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()",
        name_);
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    EXPECT_FALSE(connection_->commit().ok());
    EXPECT_TRUE(connection_->failure()->is_outcome_unknown);
    EXPECT_TRUE(connection_->is_broken());
    EXPECT_FALSE(connection_->roll_back());
}

TEST_F(PostgresConnection, KnowsThatNothingWasCommittedIfItWasCutOffBefore) {
    server().run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE TRIGGER cut AFTER INSERT ON item "
        "FOR EACH ROW EXECUTE FUNCTION cut()",
        name_);
    connection_->begin_change();
    ASSERT_TRUE(add("a").ok());
    EXPECT_FALSE(connection_->commit().ok());
    EXPECT_FALSE(connection_->failure()->is_outcome_unknown);
    EXPECT_EQ(connection_->failure()->remedy, Remedy::reconnect);
    EXPECT_EQ(items(), "");
}

}  // namespace
}  // namespace roomkey::postgres
