#include "storage/sql/audit.hpp"

#include <string>

#include "storage/sql/search/counted_page.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits. Parameters: 1 corp,
/// 2 from, 3 to, 4 operation, 5 account, 6 actor, 7 source.
std::string conditions_of(AuditSearch const& search) {
    std::string sql = " FROM audit WHERE ";
    sql += search.corp_id ? "corp_id = $1 " : "$1 IS NULL ";
    sql += "AND at >= $2 AND at < $3 AND ($4 = '' OR operation = $4) ";
    sql += search.account.empty() ? "AND $5 = '' " : "AND account = $5 ";
    sql += search.actor.empty() ? "AND $6 = '' " : "AND actor = $6 ";
    sql += search.source.empty() ? "AND $7 = '' " : "AND source = $7 ";
    if (!search.is_refused) return sql;
    return sql + (*search.is_refused ? "AND outcome <> 'ok' " : "AND outcome = 'ok' ");
}

AuditEntry read_with_count(Row& row) {
    auto entry = audit_table(row);
    entry.count = row.integer();
    if (row.is_null()) {
        row.skip(1);
    } else {
        entry.last_at = row.instant();
    }
    return entry;
}

}  // namespace

Result<Page<AuditEntry>> search_audit(Reader& reader, AuditSearch const& search) {
    auto const conditions = conditions_of(search);
    Values const values(search.corp_id, search.from.value_or(Instant::min()),
                        search.to.value_or(Instant::max()), search.operation, search.account,
                        search.actor, search.source);
    auto const count = [&](std::int64_t most) {
        auto bounded = values;
        bounded.add(most);
        return integer_of(reader.query(
            "SELECT count(*) FROM (SELECT 1" + conditions + "LIMIT $8) counted", bounded));
    };
    auto const select = [&](std::int64_t offset, int limit) {
        auto paged = values;
        paged.add(limit);
        paged.add(offset);
        auto const sql = "SELECT " + audit_table.columns() + ", audit.count, audit.last_at" +
                         conditions + "ORDER BY at DESC, audit_key DESC LIMIT $8 OFFSET $9";
        return all_of(reader.query(sql, paged), read_with_count);
    };
    return counted_page(search.page, counted_max, count, select);
}

Status insert_audit(Transaction& tx, AuditEntry const& entry) {
    static std::string const sql = audit_table.insert();
    return tx.run(sql, audit_table.values(entry));
}

Status count_audit(Transaction& tx, AuditEntry const& entry, std::string const& window_key,
                   std::int64_t times) {
    // A record that another transaction counts in is passed over: nobody waits for it.
    static auto const sql_of = [](Dialect const& dialect) {
        return "UPDATE audit SET count = count + $2, last_at = $3 WHERE window_key = $1 "
               "AND audit_key IN (SELECT audit_key FROM audit WHERE window_key = $1" +
               std::string{dialect.skip_held} + ')';
    };
    static std::string const insert = "INSERT INTO audit (count, window_key, " +
                                      audit_table.names() + ") VALUES ($1, $2, " +
                                      audit_table.places(3) + ") ON CONFLICT DO NOTHING";
    if (TRY(tx.change(sql_of(tx.dialect()), window_key, times, entry.at)) > 0) return Done{};
    Values values(times, window_key);
    audit_table.add_values(values, entry);
    return tx.run(insert, values);
}

Result<std::int64_t> cut_audit(Transaction& tx, Instant before, int rows_max) {
    auto const instant = [](Row& row) { return row.instant(); };
    auto const oldest = TRY(first_of(
        tx.query("SELECT at FROM audit WHERE at < $1 ORDER BY at LIMIT 1", before), instant));
    if (!oldest) return std::int64_t{0};
    auto const last =
        TRY(first_of(tx.query("SELECT at FROM audit WHERE at < $1 ORDER BY at LIMIT 1 OFFSET $2",
                              before, rows_max - 1),
                     instant));
    // The triggers of the table let nothing go that is not said to be cut.
    TRY(
        tx.run("INSERT INTO audit_cut (cut_key, cut_before) VALUES (1, $1) ON CONFLICT (cut_key) "
               "DO UPDATE SET cut_before = excluded.cut_before "
               "WHERE audit_cut.cut_before < excluded.cut_before",
               before));
    return tx.change("DELETE FROM audit WHERE at <= $1", last.value_or(before - Duration{1}));
}

Result<std::int64_t> count_done(Reader& reader, CorpId const& corp, std::string const& account,
                                std::string const& operation, Instant after, Instant until) {
    return reader.integer(
        "SELECT count(*) FROM audit WHERE corp_id = $1 AND account = $2 AND at > $3 "
        "AND at <= $5 AND operation = $4 AND outcome = 'ok'",
        corp, account, after, operation, until);
}

Result<std::int64_t> count_done(Reader& reader, CorpId const& corp,
                                std::vector<std::string> const& operations, Instant from,
                                Instant to, std::int64_t most) {
    Values values(corp, from, to, most);
    std::string places;
    int place = 4;
    for (auto const& operation : operations) {
        values.add(operation);
        places += (places.empty() ? "$" : ", $") + std::to_string(++place);
    }
    return integer_of(reader.query(
        "SELECT count(*) FROM (SELECT 1 FROM audit WHERE corp_id = $1 AND at >= $2 AND at < $3 "
        "AND operation IN (" +
            places + ") AND outcome = 'ok' LIMIT $4) counted",
        values));
}

}  // namespace roomkey
