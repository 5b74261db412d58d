#include "usecase/operator/end_access.hpp"

#include "usecase/audit_trail.hpp"

namespace roomkey {

Result<EndedAccess> EndAccess::run(AccessToEnd const& wanted) {
    return store_.write([&](Transaction& transaction) -> Result<EndedAccess> {
        EndedAccess ended;
        auto const now = clock_.now();
        if (wanted.sessions) ended.sessions = TRY(transaction.end_all_sessions());
        if (wanted.bindings) {
            ended.bindings = TRY(transaction.end_all_bindings(UnbindReason::reset, now));
        }
        for (auto const& corp : TRY(transaction.list_corps())) {
            if (wanted.sessions) {
                TRY(transaction.insert_audit(audit_operator(corp.id, now, "end_sessions", {})));
            }
            if (wanted.bindings) {
                TRY(transaction.insert_audit(audit_operator(corp.id, now, "end_bindings", {})));
            }
        }
        return ended;
    });
}

Result<LiveAccess> EndAccess::count() {
    return store_.read([&](Reader& reader) { return reader.live_access(clock_.now()); });
}

}  // namespace roomkey
