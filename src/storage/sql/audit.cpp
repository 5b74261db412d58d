#include "storage/sql/audit.hpp"

#include <string>

#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// One of few texts, by what is asked, so that each has an index that fits. Parameters: 1 corp,
/// 2 from, 3 to, 4 operation, 5 account.
std::string conditions_of(AuditSearch const& search) {
    std::string sql = " FROM audit WHERE ";
    sql += search.corp_id ? "corp_id = $1 " : "$1 IS NULL ";
    sql += "AND at >= $2 AND at < $3 AND ($4 = '' OR operation = $4) ";
    return sql + (search.account.empty() ? "AND $5 = '' " : "AND account = $5 ");
}

}  // namespace

Result<Page<AuditEntry>> search_audit(Reader& reader, AuditSearch const& search) {
    auto const conditions = conditions_of(search);
    Values values(search.corp_id, search.from.value_or(Instant::min()),
                  search.to.value_or(Instant::max()), search.operation, search.account);
    Page<AuditEntry> page;
    TRY(begin_page(page, search.page, values,
                   reader.query("SELECT count(*)" + conditions, values)));
    auto const sql = "SELECT " + audit_table.columns() + conditions +
                     "ORDER BY at DESC, audit_key DESC LIMIT $6 OFFSET $7";
    page.data = TRY(all_of(reader.query(sql, values), audit_table));
    return page;
}

Status insert_audit(Transaction& tx, AuditEntry const& entry) {
    static std::string const sql = audit_table.insert();
    return tx.run(sql, audit_table.values(entry));
}

Result<std::int64_t> count_done(Reader& reader, CorpId const& corp, std::string const& account,
                                std::string const& operation, Instant after) {
    return reader.integer(
        "SELECT count(*) FROM audit WHERE corp_id = $1 AND account = $2 AND at > $3 "
        "AND operation = $4 AND outcome = 'ok'",
        corp, account, after, operation);
}

}  // namespace roomkey
