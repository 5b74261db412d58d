#include <thread>
#include <vector>

#include "tests/postgres/postgres_bench.hpp"

namespace roomkey {
namespace {

class PostgresSchema : public PostgresBench {};

TEST_F(PostgresSchema, IsMadeByOneOfManyThatOpenAtOnce) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([this] { EXPECT_TRUE(open_postgres_store(options_).ok()); });
    }
    threads.clear();
    EXPECT_EQ(server().run("SELECT version, oldest_compatible FROM roomkey_schema", name_), "1|1");
}

TEST_F(PostgresSchema, IsLeftAsItIsByAnOlderProgramThatMayUseIt) {
    open();
    server().run("UPDATE roomkey_schema SET version = 7", name_);
    EXPECT_TRUE(open_postgres_store(options_).ok());
    EXPECT_EQ(server().run("SELECT version FROM roomkey_schema", name_), "7");
}

TEST_F(PostgresSchema, RefusesAProgramThatIsTooOld) {
    open();
    server().run("UPDATE roomkey_schema SET version = 7, oldest_compatible = 2", name_);
    auto const refused = open_postgres_store(options_);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_NE(refused.error().detail.find("version 7"), std::string::npos);
}

TEST_F(PostgresSchema, RefusesTheDatabaseOfAnotherProgram) {
    server().run("CREATE TABLE wiki (page text)", name_);
    auto const refused = open_postgres_store(options_);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_EQ(server().run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name_),
              "1");
}

TEST_F(PostgresSchema, LetsNobodyChangeTheAuditTrail) {
    open();
    ASSERT_TRUE(store_
                    ->write([](Transaction& tx) {
                        return tx.insert_audit(contract::sample_audit("1", "room", {}));
                    })
                    .ok());
    for (auto const* change :
         {"UPDATE audit SET actor = ''", "DELETE FROM audit", "TRUNCATE audit"}) {
        auto const answer = server().run(std::string("DO $$ BEGIN ") + change +
                                             "; RAISE NOTICE 'changed'; EXCEPTION WHEN "
                                             "raise_exception THEN RAISE NOTICE 'refused'; END $$",
                                         name_);
        EXPECT_NE(answer.find("refused"), std::string::npos) << change;
    }
}

}  // namespace
}  // namespace roomkey
