#include "app/installation/postgres_findings.hpp"

#include <string>
#include <utility>

namespace roomkey {
namespace {

constexpr int oldest_version = 150'000;

// Nodes and server compare times of leases, locks and expiries, which are counted in seconds.
constexpr Duration clock_difference_max = std::chrono::seconds{1};

Finding version(PostgresFacts const& facts) {
    bool const is_good = facts.version >= oldest_version;
    return {"PostgreSQL", is_good, facts.version_name + (is_good ? "" : "; 15 or newer is needed")};
}

Finding changes(PostgresFacts const& facts) {
    return {"primary", facts.takes_changes,
            facts.takes_changes
                ? "the server accepts changes"
                : "the server does not accept changes: it is a standby or read-only"};
}

Finding schema(PostgresFacts const& facts) {
    auto const known = std::to_string(facts.known_schema_version);
    auto const found = std::to_string(facts.schema_version);
    if (facts.oldest_compatible > facts.known_schema_version) {
        return {"schema", false,
                "version " + found + ", which supports programs from version " +
                    std::to_string(facts.oldest_compatible) +
                    " on; too new for this one, which supports up to " + known};
    }
    if (facts.schema_version == facts.known_schema_version) {
        return {"schema", true, "version " + known};
    }
    if (facts.schema_version < facts.known_schema_version) {
        return {"schema", true, "version " + found + "; the next start makes it " + known};
    }
    return {"schema", true, "version " + found + ", newer than this program's, which is " + known};
}

Finding durability(PostgresFacts const& facts) {
    if (!facts.flushes) {
        return {"durability", false, "fsync is off: a power failure loses confirmed changes"};
    }
    if (facts.synchronous_commit == "off") {
        return {"durability", false, "synchronous_commit is off: a crash loses confirmed resets"};
    }
    if (facts.synchronous_commit == "local") {
        return {"durability", true,
                "synchronous_commit is local: a failover to a standby may lose confirmed changes"};
    }
    return {"durability", true, "synchronous_commit is " + facts.synchronous_commit};
}

Finding connections(PostgresFacts const& facts, PostgresOptions const& options) {
    int const wanted = options.connections + postgres_further_connections;
    auto const remark = "this node uses up to " + std::to_string(wanted) + " of " +
                        std::to_string(facts.connections_max) + " connections";
    bool const is_good = wanted <= facts.connections_max;
    return {"connections", is_good,
            is_good ? remark : remark + "; lower postgres.connections or raise max_connections"};
}

Finding clocks(PostgresFacts const& facts) {
    auto const ahead = facts.clock_ahead;
    bool const is_good = ahead <= clock_difference_max && -ahead <= clock_difference_max;
    auto const milliseconds = std::to_string(ahead.count() < 0 ? -ahead.count() : ahead.count());
    auto const remark = "the server's is " + milliseconds + " ms " +
                        (ahead.count() < 0 ? "behind" : "ahead of") + " this node's";
    return {"clocks", is_good,
            is_good ? remark : remark + "; synchronise them, for example by NTP"};
}

Finding privileges(PostgresFacts const& facts) {
    auto missing = missing_privilege(facts);
    if (!missing.empty()) return {"privileges", false, std::move(missing)};
    return {"privileges", true, facts.user + " may use schema " + facts.tables_schema};
}

Finding sessions(PostgresFacts const& facts) {
    if (!facts.is_pooled_by_transaction) return {"sessions", true, "last as long as connections"};
    return {"sessions", false,
            "a pooler hands them out for single transactions: resets get 503 now and then, and "
            "event streams of other nodes learn of them late; use pool_mode = session"};
}

}  // namespace

std::string missing_privilege(PostgresFacts const& facts) {
    auto const& user = facts.user;
    auto const& schema = facts.tables_schema;
    if (schema.empty()) {
        return user + " may not use any schema; run GRANT USAGE, CREATE ON SCHEMA public TO " +
               user;
    }
    if (!facts.closed_tables.empty()) {
        return user + " may not read and change " + facts.closed_tables +
               "; run GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema +
               " TO " + user;
    }
    if (!facts.may_make_tables && facts.schema_version < facts.known_schema_version) {
        return user + " may not make tables in schema " + schema + "; run GRANT CREATE ON SCHEMA " +
               schema + " TO " + user;
    }
    return {};
}

void add_findings(PostgresFacts const& facts, PostgresOptions const& options,
                  std::vector<Finding>& findings) {
    findings.push_back(version(facts));
    findings.push_back(changes(facts));
    findings.push_back(schema(facts));
    findings.push_back(privileges(facts));
    findings.push_back(sessions(facts));
    findings.push_back(durability(facts));
    findings.push_back(connections(facts, options));
    findings.push_back(clocks(facts));
}

}  // namespace roomkey
