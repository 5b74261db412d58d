#include "storage/sqlite/transaction/columns.hpp"
#include "storage/sqlite/transaction/transaction.hpp"

// What may act on the database, over all enterprises.
namespace roomkey::sqlite {

Result<LiveAccess> Transaction::live_access(Instant now) {
    auto query = TRY(connection_.query(
        "SELECT (SELECT count(*) FROM session WHERE ended = 0 "
        "AND max(expires_at, refresh_expires_at) > ?1), "
        "(SELECT count(*) FROM binding WHERE ended = 0), "
        "(SELECT count(*) FROM users WHERE admin_type <> ?2), (SELECT count(*) FROM app), "
        "(SELECT coalesce(max(at), 0) FROM audit)",
        now, AdminType::none));
    LiveAccess access;
    if (!TRY(query.next())) return access;
    access.sessions = query.integer();
    access.bindings = query.integer();
    access.administrators = query.integer();
    access.apps = query.integer();
    auto const last_change = query.instant();
    if (last_change != Instant{}) access.last_change = last_change;
    return access;
}

Result<std::int64_t> Transaction::end_all_sessions() {
    return connection_.change("UPDATE session SET ended = ? WHERE ended = 0",
                              SessionEnd::signed_out);
}

Result<std::int64_t> Transaction::end_all_bindings(UnbindReason reason, Instant at) {
    return connection_.change("UPDATE binding SET ended = ?, ended_at = ? WHERE ended = 0", reason,
                              at);
}

}  // namespace roomkey::sqlite
