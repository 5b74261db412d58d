#include "storage/sql/sign_in_failures.hpp"

#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// No source begins like this.
constexpr char const* totp_mark = "totp";
constexpr Instant never{};

Status remember_source(Transaction& tx, SignInKey const& key, Instant used_at, Instant totp_at) {
    TRY(
        tx.run("INSERT INTO sign_in_source (account, source, used_at, totp_at) "
               "VALUES ($1, $2, $3, $4) ON CONFLICT (account, source) DO UPDATE SET "
               "used_at = excluded.used_at, totp_at = CASE excluded.totp_at "
               "WHEN 0 THEN sign_in_source.totp_at ELSE excluded.totp_at END",
               key.account, key.source, used_at, totp_at));
    // Neither kind drives out the other: whoever knows the password alone could do that.
    return tx.run(
        "DELETE FROM sign_in_source WHERE account = $1 AND source NOT IN "
        "(SELECT source FROM sign_in_source WHERE account = $1 "
        "ORDER BY used_at DESC, source LIMIT $2) AND source NOT IN "
        "(SELECT source FROM sign_in_source WHERE account = $1 AND totp_at > 0 "
        "ORDER BY totp_at DESC, source LIMIT $2)",
        key.account, sign_in_sources_max);
}

}  // namespace

Result<FailureCount> find_sign_in_failures(Reader& reader, SignInKey const& key) {
    static std::string const sql = "SELECT " + sign_in_failure_table.columns() +
                                   " FROM sign_in_failure f "
                                   "WHERE f.account = $1 AND f.source = $2";
    // There may be no row to hold, and no account either.
    TRY(key.account.empty() ? reader.hold_name(LockSpace::sign_in_source, key.source)
                            : reader.hold_name(LockSpace::sign_in, key.account));
    auto const found =
        TRY(first_of(reader.query(sql, key.account, key.source), sign_in_failure_table));
    return found.value_or(FailureCount{});
}

Status save_sign_in_failures(Transaction& tx, SignInKey const& key, FailureCount const& failures) {
    static std::string const sql =
        "INSERT INTO sign_in_failure (account, source, " + sign_in_failure_table.names() +
        ") VALUES ($1, $2, " + sign_in_failure_table.places(3) +
        ") ON CONFLICT (account, source) DO UPDATE SET " + sign_in_failure_table.replacements();
    if (failures.count == 0) {
        return tx.run("DELETE FROM sign_in_failure WHERE account = $1 AND source = $2", key.account,
                      key.source);
    }
    Values values(key.account, key.source);
    sign_in_failure_table.add_values(values, failures);
    return tx.run(sql, values);
}

Status clear_sign_in_failures(Transaction& tx, std::string const& account) {
    return tx.run("DELETE FROM sign_in_failure WHERE account = $1 AND substr(source, 1, 4) <> $2",
                  account, totp_mark);
}

SignInKey totp_key(std::string const& account, std::string const& source) {
    return {account, source.empty() ? totp_mark : totp_mark + (' ' + source)};
}

Status clear_totp_failures(Transaction& tx, std::string const& account) {
    return tx.run("DELETE FROM sign_in_failure WHERE account = $1 AND substr(source, 1, 4) = $2",
                  account, totp_mark);
}

Result<bool> has_signed_in_from(Reader& reader, SignInKey const& key, Instant since) {
    auto const rows = TRY(reader.query(
        "SELECT 1 FROM sign_in_source WHERE account = $1 AND source = $2 AND used_at >= $3",
        key.account, key.source, since));
    return rows->next();
}

Status save_sign_in_source(Transaction& tx, SignInKey const& key, Instant used_at) {
    return remember_source(tx, key, used_at, never);
}

Result<bool> has_used_totp_from(Reader& reader, SignInKey const& key, Instant since) {
    auto const rows = TRY(reader.query(
        "SELECT 1 FROM sign_in_source WHERE account = $1 AND source = $2 AND totp_at >= $3",
        key.account, key.source, since));
    return rows->next();
}

Status save_totp_source(Transaction& tx, SignInKey const& key, Instant used_at) {
    return remember_source(tx, key, used_at, used_at);
}

}  // namespace roomkey
