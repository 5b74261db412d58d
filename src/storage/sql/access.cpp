#include "storage/sql/access.hpp"

namespace roomkey {
namespace {

LiveAccess read_access(Row& row) {
    LiveAccess access;
    access.sessions = row.integer();
    access.bindings = row.integer();
    access.administrators = row.integer();
    access.apps = row.integer();
    auto const last_change = row.instant();
    if (last_change != Instant{}) access.last_change = last_change;
    return access;
}

}  // namespace

Result<LiveAccess> live_access(Reader& reader, Instant now) {
    auto const access = TRY(first_of(
        reader.query("SELECT (SELECT count(*) FROM session WHERE ended = 0 AND forget_at > $1), "
                     "(SELECT count(*) FROM binding WHERE ended = 0), "
                     "(SELECT count(*) FROM users WHERE role <> $2), "
                     "(SELECT count(*) FROM app), (SELECT coalesce(max(at), 0) FROM audit)",
                     now, Role::none),
        read_access));
    return access.value_or(LiveAccess{});
}

Result<std::int64_t> end_all_sessions(Transaction& tx) {
    return tx.change("UPDATE session SET ended = $1 WHERE ended = 0", SessionEnd::signed_out);
}

Result<std::int64_t> end_all_bindings(Transaction& tx, UnbindReason reason, Instant at) {
    // Accounts stay as another transaction has found them until that ends.
    TRY(
        tx.hold("SELECT 1 FROM users WHERE user_key IN "
                "(SELECT user_key FROM binding WHERE ended = 0) ORDER BY user_key"));
    tx.tell_everything();
    return tx.change("UPDATE binding SET ended = $1, ended_at = $2 WHERE ended = 0", reason, at);
}

}  // namespace roomkey
