#include "base/clock.hpp"
#include "storage/postgres/tools/postgres_facts.hpp"
#include "tests/fakes/pgbouncer.hpp"
#include "tests/postgres/postgres_bench.hpp"

// What doctor asks a server, and a pooler in front of it.
namespace roomkey {
namespace {

class PostgresPooler : public PostgresBench {
protected:
    PostgresFacts facts() { return valid(read_postgres_facts(options_, SystemClock{})); }
};

TEST_F(PostgresPooler, WorksAsItComesIfSessionsLast) {
    PgBouncer const pooler(server(), name_, "session");
    options_.uri = pooler.uri();
    options_.connections = 4;
    open();
    for (int i = 0; i < 8; ++i) {
        EXPECT_TRUE(add_user("user" + std::to_string(i)).ok());
        EXPECT_TRUE(has_user("user" + std::to_string(i)));
    }
    EXPECT_TRUE(store_->check().ok());
    EXPECT_FALSE(facts().is_pooled_by_transaction);
    store_.reset();
    // With sessions that another client had before.
    open();
    EXPECT_TRUE(has_user("user7"));
    EXPECT_TRUE(add_user("user8").ok());
    store_.reset();
}

TEST_F(PostgresPooler, IsRecognisedIfSessionsDoNotLast) {
    PgBouncer const pooler(server(), name_, "transaction");
    options_.uri = pooler.uri();
    EXPECT_TRUE(facts().is_pooled_by_transaction);
}

TEST_F(PostgresPooler, IsNotSeenWhereThereIsNone) {
    EXPECT_FALSE(facts().is_pooled_by_transaction);
}

TEST_F(PostgresPooler, PrivilegesAreAskedForAndNotOnlyWhatIsThere) {
    server().run("GRANT CREATE ON SCHEMA public TO roomkey", name_);
    EXPECT_TRUE(facts().may_make_tables);
    EXPECT_EQ(facts().user, "roomkey");
    EXPECT_EQ(facts().tables_schema, "public");
    open();
    EXPECT_EQ(facts().closed_tables, "");
    store_.reset();

    server().run(
        "ALTER TABLE notice OWNER TO postgres; ALTER TABLE code OWNER TO postgres; "
        "GRANT SELECT, INSERT, UPDATE ON notice TO roomkey",
        name_);
    EXPECT_EQ(facts().closed_tables, "code, notice");
    server().run("ALTER TABLE roomkey_schema OWNER TO postgres", name_);
    EXPECT_EQ(facts().closed_tables, "code, notice, roomkey_schema");

    server().run(
        "REVOKE CREATE ON SCHEMA public FROM roomkey, public; "
        "ALTER SCHEMA public OWNER TO postgres",
        name_);
    EXPECT_FALSE(facts().may_make_tables);
    server().run("REVOKE USAGE ON SCHEMA public FROM roomkey, public", name_);
    EXPECT_EQ(facts().tables_schema, "");
}

}  // namespace
}  // namespace roomkey
