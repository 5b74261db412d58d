#include "app/installation/postgres_findings.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace roomkey {
namespace {

PostgresFacts good_facts() {
    PostgresFacts facts;
    facts.version = 150'000;
    facts.version_name = "15.0";
    facts.takes_changes = true;
    facts.schema_version = 3;
    facts.known_schema_version = 3;
    facts.synchronous_commit = "on";
    facts.flushes = true;
    facts.connections_max = 69;
    facts.user = "roomkey";
    facts.tables_schema = "public";
    facts.may_make_tables = true;
    return facts;
}

struct Row {
    char const* subject;
    bool is_good;
    char const* words;
    std::function<void(PostgresFacts&)> change;
};

std::vector<Row> const rows{
    {"PostgreSQL", true, "15.0", [](PostgresFacts&) {}},
    {"PostgreSQL", false, "15 or newer", [](PostgresFacts& facts) { facts.version = 149'999; }},
    {"primary", false, "standby", [](PostgresFacts& facts) { facts.takes_changes = false; }},
    {"schema", true, "version 3", [](PostgresFacts&) {}},
    {"schema", true, "makes it 3", [](PostgresFacts& facts) { facts.schema_version = 2; }},
    {"schema", true, "newer", [](PostgresFacts& facts) { facts.schema_version = 4; }},
    {"schema", true, "newer",
     [](PostgresFacts& facts) {
         facts.schema_version = 4;
         facts.oldest_compatible = 3;
     }},
    {"schema", false, "too new",
     [](PostgresFacts& facts) {
         facts.schema_version = 5;
         facts.oldest_compatible = 4;
     }},
    {"privileges", true, "roomkey may use schema public", [](PostgresFacts&) {}},
    {"privileges", true, "may use", [](PostgresFacts& facts) { facts.may_make_tables = false; }},
    {"privileges", false, "run GRANT CREATE ON SCHEMA public TO roomkey",
     [](PostgresFacts& facts) {
         facts.may_make_tables = false;
         facts.schema_version = 0;
     }},
    {"privileges", false, "run GRANT USAGE, CREATE ON SCHEMA public TO roomkey",
     [](PostgresFacts& facts) { facts.tables_schema.clear(); }},
    {"privileges", false, "may not read and change code, notice; run GRANT SELECT, INSERT",
     [](PostgresFacts& facts) { facts.closed_tables = "code, notice"; }},
    {"privileges", false, "may not read and change roomkey_schema; run GRANT SELECT, INSERT",
     [](PostgresFacts& facts) {
         facts.closed_tables = "roomkey_schema";
         facts.may_make_tables = false;
         facts.schema_version = 0;
     }},
    {"sessions", true, "as long as connections", [](PostgresFacts&) {}},
    {"sessions", false, "pool_mode = session",
     [](PostgresFacts& facts) { facts.is_pooled_by_transaction = true; }},
    {"durability", true, "remote_apply",
     [](PostgresFacts& facts) { facts.synchronous_commit = "remote_apply"; }},
    {"durability", true, "failover",
     [](PostgresFacts& facts) { facts.synchronous_commit = "local"; }},
    {"durability", false, "crash", [](PostgresFacts& facts) { facts.synchronous_commit = "off"; }},
    {"durability", false, "power failure", [](PostgresFacts& facts) { facts.flushes = false; }},
    {"connections", true, "69 of 69", [](PostgresFacts&) {}},
    {"connections", false, "max_connections",
     [](PostgresFacts& facts) { facts.connections_max = 68; }},
    {"clocks", true, "1000 ms ahead of",
     [](PostgresFacts& facts) { facts.clock_ahead = Duration{1'000}; }},
    {"clocks", true, "1000 ms behind",
     [](PostgresFacts& facts) { facts.clock_ahead = Duration{-1'000}; }},
    {"clocks", false, "NTP", [](PostgresFacts& facts) { facts.clock_ahead = Duration{1'001}; }},
    {"clocks", false, "NTP", [](PostgresFacts& facts) { facts.clock_ahead = Duration{-1'001}; }},
};

TEST(PostgresFindings, SayWhatIsGoodAndWhatIsNot) {
    for (auto const& row : rows) {
        auto facts = good_facts();
        row.change(facts);
        PostgresOptions options;
        options.connections = 64;
        std::vector<Finding> findings;
        add_findings(facts, options, findings);
        for (auto const& finding : findings) {
            bool const is_subject = finding.subject == row.subject;
            EXPECT_EQ(finding.is_good, is_subject ? row.is_good : true) << finding.remark;
            if (!is_subject) continue;
            EXPECT_NE(finding.remark.find(row.words), std::string::npos) << finding.remark;
        }
    }
}

}  // namespace
}  // namespace roomkey
