#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "storage/postgres/tools/postgres_transfer.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sqlite/sqlite_transfer.hpp"
#include "tests/contract/store/samples.hpp"
#include "tests/fakes/postgres_server.hpp"
#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/valid.hpp"

// What every engine behind the transfer interface must do.
namespace roomkey::contract {
namespace {

using Columns = std::map<std::string, std::set<std::string>>;

/// One database of one engine, empty when this object is made.
class Engine {
public:
    virtual ~Engine() = default;
    virtual std::unique_ptr<Store> store() = 0;
    virtual std::unique_ptr<TransferSource> source() = 0;
    virtual std::unique_ptr<TransferTarget> target() = 0;
    /// What the schema really has, without what is derived.
    virtual Columns columns() = 0;
};

class SqliteEngine final : public Engine {
public:
    SqliteEngine() { options_.path = folder_.file("roomkey.db"); }
    std::unique_ptr<Store> store() override { return valid(open_sqlite_store(options_)); }
    std::unique_ptr<TransferSource> source() override {
        return valid(open_sqlite_source(options_));
    }
    std::unique_ptr<TransferTarget> target() override {
        return valid(open_sqlite_target(options_));
    }
    Columns columns() override {
        store();
        Columns found;
        sqlite3* database = nullptr;
        sqlite3_stmt* statement = nullptr;
        sqlite3_open_v2(options_.path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
        // "hidden" marks generated columns; the tables of the full-text index are derived.
        sqlite3_prepare_v2(database,
                           "SELECT t.name, c.name FROM pragma_table_list t JOIN "
                           "pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND c.hidden = 0 "
                           "AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'",
                           -1, &statement, nullptr);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            auto const text = [&](int column) {
                return std::string(
                    reinterpret_cast<char const*>(sqlite3_column_text(statement, column)));
            };
            found[text(0)].insert(text(1));
        }
        sqlite3_finalize(statement);
        sqlite3_close(database);
        // A count of readiness checks.
        found.erase("health");
        return found;
    }

private:
    TemporaryFolder folder_;
    SqliteOptions options_;
};

class PostgresEngine final : public Engine {
public:
    PostgresEngine() { options_.uri = PostgresServer::shared().uri(name_); }
    ~PostgresEngine() override { PostgresServer::shared().drop_database(name_); }
    std::unique_ptr<Store> store() override { return valid(open_postgres_store(options_)); }
    std::unique_ptr<TransferSource> source() override {
        return valid(open_postgres_source(options_));
    }
    std::unique_ptr<TransferTarget> target() override {
        return valid(open_postgres_target(options_));
    }
    Columns columns() override {
        store();
        std::istringstream lines(PostgresServer::shared().run(
            "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE "
            "table_schema = 'public' AND is_generated = 'NEVER'",
            name_));
        Columns found;
        for (std::string table, column; lines >> table >> column;) found[table].insert(column);
        // Each engine remembers the version of its own schema.
        found.erase("roomkey_schema");
        return found;
    }

private:
    std::string name_ = PostgresServer::shared().create_database();
    PostgresOptions options_;
};

struct EngineCase {
    std::string name;
    std::function<std::unique_ptr<Engine>()> make;

    friend std::ostream& operator<<(std::ostream& out, EngineCase const& engine) {
        return out << engine.name;
    }
};

TransferTable const& table_named(std::string const& name) {
    auto const& tables = transfer_tables();
    auto const found = std::find_if(tables.begin(), tables.end(),
                                    [&](TransferTable const& table) { return table.name == name; });
    if (found == tables.end()) throw std::runtime_error{name};
    return *found;
}

std::vector<TransferRow> rows_of(TransferSource& source, std::string const& table) {
    std::vector<TransferRow> rows;
    auto const status = source.read(table_named(table), [&](TransferRow const& row) -> Status {
        rows.push_back(row);
        return Done{};
    });
    EXPECT_TRUE(status.ok());
    return rows;
}

void add(TransferTarget& target, std::string const& table, std::vector<TransferRow> const& rows) {
    valid(target.begin(table_named(table)));
    for (auto const& row : rows) valid(target.add(row));
    valid(target.end());
}

TransferRow audit_row(std::int64_t key, std::string detail) {
    return {key,
            std::int64_t{1},
            std::monostate{},
            std::monostate{},
            std::int64_t{5},
            std::string("1"),
            std::string(),
            std::string("operator"),
            std::string("reset_code"),
            std::string("hub_1"),
            std::string("r-1"),
            std::string(),
            std::string("ok"),
            std::move(detail)};
}

class TransferContract : public testing::TestWithParam<EngineCase> {
protected:
    std::unique_ptr<Engine> engine = GetParam().make();
};

TEST_P(TransferContract, KnowsEveryColumnThatIsNotDerived) {
    Columns known;
    for (auto const& table : transfer_tables()) {
        for (auto const& column : table.columns) known[table.name].insert(column.name);
    }
    EXPECT_EQ(engine->columns(), known);
}

TEST_P(TransferContract, GivesBackEveryValue) {
    Bytes every_byte(256);
    for (std::size_t i = 0; i < every_byte.size(); ++i)
        every_byte[i] = static_cast<std::uint8_t>(i);
    std::vector<TransferRow> const nonces{
        {std::string("a"), every_byte, std::monostate{}},
        {std::string("b"), Bytes{}, std::int64_t{9'007'199'254'740'993}},
        {std::string("c"), Bytes{0}, std::int64_t{-1}}};
    std::vector<TransferRow> const audits{audit_row(1, ""),
                                          audit_row(2, "\t\n\r\\ \\N \\. \"'"),
                                          audit_row(3, "海淀 会议室 \U0001F511"),
                                          audit_row(4, "\\.\n"),
                                          audit_row(5, std::string(70'000, 'x')),
                                          audit_row(7, "\x01\x7F")};
    {
        auto const target = engine->target();
        EXPECT_TRUE(valid(target->is_empty()));
        add(*target, "nonce", nonces);
        add(*target, "audit", audits);
        EXPECT_FALSE(valid(target->is_empty()));
        auto found = rows_of(*target, "nonce");
        std::sort(found.begin(), found.end());
        EXPECT_EQ(found, nonces);
        valid(target->commit());
    }
    auto const source = engine->source();
    auto found = rows_of(*source, "audit");
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, audits);
}

TEST_P(TransferContract, ShowsBooleansAsNumbers) {
    {
        auto const store = engine->store();
        auto corp = sample_corp("100000001");
        corp.policy.strict_nonces = true;
        corp.policy.enable_sms = false;
        valid(store->write([&](Transaction& tx) { return insert_corp(tx, corp); }));
    }
    auto const source = engine->source();
    auto const rows = rows_of(*source, "corp");
    ASSERT_EQ(rows.size(), 1U);
    auto const& columns = table_named("corp").columns;
    auto const value = [&](std::string const& name) {
        auto const at = std::find_if(columns.begin(), columns.end(),
                                     [&](TransferColumn const& each) { return each.name == name; });
        return rows[0][static_cast<std::size_t>(at - columns.begin())];
    };
    EXPECT_EQ(value("strict_nonces"), TransferValue(std::int64_t{1}));
    EXPECT_EQ(value("enable_sms"), TransferValue(std::int64_t{0}));
}

TEST_P(TransferContract, ForgetsWhatIsNotCommitted) {
    {
        auto const target = engine->target();
        add(*target, "audit", {audit_row(1, "")});
    }
    {
        auto const target = engine->target();
        valid(target->begin(table_named("audit")));
        valid(target->add(audit_row(1, "")));
    }
    EXPECT_TRUE(valid(engine->target()->is_empty()));
}

TEST_P(TransferContract, RefusesWhatTheSchemaDoes) {
    auto const target = engine->target();
    valid(target->begin(table_named("audit")));
    auto row = audit_row(1, "");
    row.back() = std::monostate{};
    auto status = target->add(row);
    if (status.ok()) status = target->end();
    EXPECT_FALSE(status.ok());
}

TEST_P(TransferContract, EndsWithTheFirstErrorOfTheTaker) {
    {
        auto const target = engine->target();
        add(*target, "audit", {audit_row(1, ""), audit_row(2, "")});
        valid(target->commit());
    }
    auto const source = engine->source();
    int taken = 0;
    auto const status = source->read(table_named("audit"), [&](TransferRow const&) -> Status {
        ++taken;
        return unavailable("enough");
    });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().detail, "enough");
    EXPECT_EQ(taken, 1);
}

TEST_P(TransferContract, GoesOnAfterTheLastKey) {
    {
        auto const target = engine->target();
        EXPECT_EQ(valid(target->last_key(table_named("users"))), 0);
        valid(target->set_last_key(table_named("users"), 41));
        EXPECT_EQ(valid(target->last_key(table_named("users"))), 41);
        valid(target->commit());
    }
    {
        auto const store = engine->store();
        auto const user = sample_member("100000001", "ada@acme");
        valid(store->write(
            [](Transaction& tx) { return insert_corp(tx, sample_corp("100000001")); }));
        ASSERT_TRUE(valid(store->write([&](Transaction& tx) { return insert_user(tx, user); })));
    }
    auto const source = engine->source();
    auto const rows = rows_of(*source, "users");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_GT(std::get<std::int64_t>(rows[0][0]), 41);
}

TEST_P(TransferContract, SeesOneMoment) {
    {
        auto const target = engine->target();
        add(*target, "audit", {audit_row(1, "")});
        valid(target->commit());
    }
    auto const source = engine->source();
    rows_of(*source, "key_check");
    auto const store = engine->store();
    AuditEntry later;
    later.corp_id = CorpId{"1"};
    valid(store->write([&](Transaction& tx) { return insert_audit(tx, later); }));
    EXPECT_EQ(rows_of(*source, "audit").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Engines, TransferContract,
    testing::Values(EngineCase{"sqlite", [] { return std::make_unique<SqliteEngine>(); }},
                    EngineCase{"postgres", [] { return std::make_unique<PostgresEngine>(); }}),
    [](auto const& engine) { return engine.param.name; });

}  // namespace
}  // namespace roomkey::contract
