#include "storage/postgres/transaction/columns.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// What may act on the database, over all enterprises.
namespace roomkey::postgres {

Result<LiveAccess> Transaction::live_access(Instant now) {
    auto rows = TRY(connection_.query(
        "SELECT (SELECT count(*) FROM session WHERE ended = 0 "
        "AND greatest(expires_at, refresh_expires_at) > $1), "
        "(SELECT count(*) FROM binding WHERE ended = 0), "
        "(SELECT count(*) FROM users WHERE admin_type <> $2), (SELECT count(*) FROM app), "
        "(SELECT coalesce(max(at), 0) FROM audit)",
        now, AdminType::none));
    LiveAccess access;
    if (!rows.next()) return access;
    access.sessions = rows.integer();
    access.bindings = rows.integer();
    access.administrators = rows.integer();
    access.apps = rows.integer();
    auto const last_change = rows.instant();
    if (last_change != Instant{}) access.last_change = last_change;
    return access;
}

Result<std::int64_t> Transaction::end_all_sessions() {
    return connection_.change("UPDATE session SET ended = $1 WHERE ended = 0",
                              SessionEnd::signed_out);
}

Result<std::int64_t> Transaction::end_all_bindings(UnbindReason reason, Instant at) {
    // Accounts stay as another transaction has found them until that ends.
    TRY(connection_.run(
        "SELECT FROM users WHERE user_key IN (SELECT user_key FROM binding WHERE ended = 0) "
        "ORDER BY user_key FOR NO KEY UPDATE"));
    changes_.is_everything = true;
    return connection_.change("UPDATE binding SET ended = $1, ended_at = $2 WHERE ended = 0",
                              reason, at);
}

}  // namespace roomkey::postgres
