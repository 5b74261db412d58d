#include "tests/contract/store/plans.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.hpp"
#include "storage/postgres/postgres_store.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrations.hpp"
#include "tests/contract/store/store_contract.hpp"
#include "tests/fakes/postgres_server.hpp"
#include "tests/fakes/temporary_folder.hpp"
#include "tests/postgres/filled_tables.hpp"

namespace roomkey::contract {
namespace {

struct AllowedScan {
    std::string_view step;       ///< What the plan says, from its beginning.
    std::string_view statement;  ///< Part of the text that may do it.
};

constexpr AllowedScan sqlite_scans[] = {
    // Rows of a statement's own making.
    {"SCAN CONSTANT ROW", ""},
    {"SCAN page", "LIMIT"},
    {"SCAN n", "(SELECT n.*"},
    {"SCAN found", ") found"},
    {"SCAN json_each VIRTUAL TABLE INDEX ", "json_each('[' || "},
    {"SCAN owner", "WITH owner"},
    {"SCAN live", "GROUP BY corp_id"},
    // The full-text index, which is given a query.
    {"SCAN g VIRTUAL TABLE INDEX ", "MATCH"},
    // What few accounts a list begins with; what is counted, or sampled, of a list.
    {"SCAN s", ") s"},
    {"SCAN counted", ") counted"},
    {"SCAN x", "LIMIT 2000) x"},
    // list_corps: all of them, for operators.
    {"SCAN p", "FROM corp p ORDER BY"},
    // Exact figures of the whole service, read once in a while.
    {"SCAN code USING COVERING INDEX", "count(*)"},
    // key_checks: all of them, a few.
    {"SCAN key_check", "FROM key_check"},
    // live_access, end_all_sessions, end_all_bindings: once, after a restore.
    {"SCAN session", "WHERE ended = 0"},
    {"SCAN binding", "WHERE ended = 0"},
    {"SCAN users", "role <> $2"},
    {"SCAN app", "FROM app)"},
};

constexpr AllowedScan postgres_scans[] = {
    // Small for ever, or read as a whole by their nature.
    {"Seq Scan on corp", ""},
    {"Seq Scan on department", ""},
    {"Seq Scan on visible_department", ""},
    {"Seq Scan on key_check", ""},
    // Exact figures of the whole service, read once in a while.
    {"Seq Scan on code", "count(*) FROM code"},
    {"Seq Scan on code", "count(*) AS count FROM code"},
    // Over the whole service: an operator's list of everything counts everything.
    {"Seq Scan on audit", "$1 IS NULL"},
    // live_access, end_all_sessions, end_all_bindings: once, after a restore.
    {"Seq Scan on session", "WHERE ended = 0"},
    {"Seq Scan on binding", "WHERE ended = 0"},
    {"Seq Scan on users", "FROM binding WHERE ended = 0"},
    {"Seq Scan on users", "role <> $2"},
    {"Seq Scan on app", "FROM app)"},
};

/// Whether a line of a plan reads a table from end to end, and `sql` may not do that.
template <std::size_t count>
bool is_forbidden(std::string_view line, std::string_view scan, std::string const& sql,
                  AllowedScan const (&allowed)[count]) {
    auto const at = line.find(scan);
    if (at == std::string_view::npos) return false;
    auto const step = line.substr(at);
    return std::none_of(std::begin(allowed), std::end(allowed), [&](AllowedScan const& each) {
        return step.starts_with(each.step) && sql.find(each.statement) != std::string::npos;
    });
}

Values values_of(ObservedStatement const& statement) {
    Values values;
    for (auto const& each : statement.values) values.add(each.value());
    return values;
}

/// What a plan must not go by.
ObservedStatement a_scan() {
    ObservedStatement statement{"SELECT count(*) FROM users WHERE title = $1"};
    statement.values.push_back({Value::Kind::text, false, 0, "any"});
    return statement;
}

void explain_sqlite() {
    TemporaryFolder const folder;
    sqlite::ConnectionOptions options;
    options.path = folder.file("plans.db");
    auto const connection = valid(sqlite::Connection::open(options));
    valid(sqlite::migrate(*connection));
    auto const scans_of = [&](ObservedStatement const& statement) {
        std::string scans;
        auto const values = values_of(statement);
        auto query = valid(connection->query_all("EXPLAIN QUERY PLAN " + statement.sql, values));
        while (valid(query.next())) {
            query.skip(3);
            auto const step = query.text();
            if (is_forbidden(step, "SCAN ", statement.sql, sqlite_scans)) scans += step + '\n';
        }
        return scans;
    };
    EXPECT_NE(scans_of(a_scan()), "");
    for (auto const& statement : sqlite_statements().statements()) {
        EXPECT_EQ(scans_of(statement), "") << statement.sql;
    }
}

char const* type_name(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::integer:
            return "bigint";
        case Value::Kind::boolean:
            return "boolean";
        case Value::Kind::text:
            return "text";
        case Value::Kind::bytes:
            break;
    }
    return "bytea";
}

/// Tables of 8,000 rows each, with figures of what is in them.
class FilledPostgres {
public:
    FilledPostgres() {
        PostgresOptions options;
        options.uri = PostgresServer::shared().uri(name_);
        valid(open_postgres_store(options));
        PostgresServer::shared().run(postgres::fill_tables, name_);
        connection_ =
            valid(postgres::Connection::open(valid(postgres::ConnectionSettings::from(options))));
    }
    ~FilledPostgres() {
        connection_.reset();
        PostgresServer::shared().drop_database(name_);
    }
    FilledPostgres(FilledPostgres const&) = delete;
    FilledPostgres& operator=(FilledPostgres const&) = delete;

    /// As it is run with these values.
    std::vector<std::string> plan_for_values(ObservedStatement const& statement) {
        auto const values = values_of(statement);
        postgres::Parameters parameters{std::span<Value const>{values}};
        connection_->begin_change();
        auto plan = lines(valid(connection_->ask_once("EXPLAIN " + statement.sql, parameters)));
        connection_->roll_back();
        return plan;
    }

    /// As it is run whatever the values are.
    std::vector<std::string> plan_for_all(ObservedStatement const& statement) {
        std::string types;
        std::string nulls;
        for (auto const& value : statement.values) {
            types += (types.empty() ? "(" : ", ") + std::string{type_name(value.kind)};
            nulls += nulls.empty() ? "(NULL" : ", NULL";
        }
        if (!types.empty()) {
            types += ')';
            nulls += ')';
        }
        auto const name = "plan_" + std::to_string(next_name_++);
        connection_->begin_change();
        valid(connection_->run("SET LOCAL plan_cache_mode = force_generic_plan"));
        valid(connection_->run("PREPARE " + name + types + " AS " + statement.sql));
        auto plan = lines(valid(connection_->query("EXPLAIN EXECUTE " + name + nulls)));
        connection_->roll_back();
        return plan;
    }

private:
    static std::vector<std::string> lines(postgres::Rows rows) {
        std::vector<std::string> all;
        while (rows.next()) all.push_back(rows.text());
        return all;
    }

    std::string name_ = PostgresServer::shared().create_database();
    std::unique_ptr<postgres::Connection> connection_;
    int next_name_ = 1;
};

std::string scans_in(std::vector<std::string> const& plan, std::string const& sql) {
    std::string scans;
    for (auto const& line : plan) {
        if (is_forbidden(line, "Seq Scan on ", sql, postgres_scans)) scans += line + '\n';
    }
    return scans;
}

void explain_postgres() {
    FilledPostgres filled;
    auto const scan = a_scan();
    EXPECT_NE(scans_in(filled.plan_for_values(scan), scan.sql), "");
    EXPECT_NE(scans_in(filled.plan_for_all(scan), scan.sql), "");
    for (auto const& statement : postgres_statements().statements()) {
        auto const& sql = statement.sql;
        EXPECT_EQ(scans_in(filled.plan_for_values(statement), sql), "") << sql;
        if (statement.is_planned_for_values) continue;
        EXPECT_EQ(scans_in(filled.plan_for_all(statement), sql), "") << sql << " for any values";
    }
}

/// After all tests, whichever are run.
class Plans final : public testing::Environment {
public:
    void TearDown() override {
        if (!sqlite_statements().statements().empty()) explain_sqlite();
        if (!postgres_statements().statements().empty()) explain_postgres();
    }
};

[[maybe_unused]] auto* const plans =
    testing::AddGlobalTestEnvironment(std::make_unique<Plans>().release());

}  // namespace

StatementLog& sqlite_statements() {
    static StatementLog log;
    return log;
}

StatementLog& postgres_statements() {
    static StatementLog log;
    return log;
}

}  // namespace roomkey::contract
