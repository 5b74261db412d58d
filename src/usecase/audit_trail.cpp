#include "usecase/audit_trail.hpp"

#include <utility>

namespace roomkey {
AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation) {
    AuditEntry entry;
    entry.at = at;
    entry.corp_id = account.corp_id;
    entry.actor = "sn:" + sn;
    entry.operation = std::move(operation);
    entry.account = account.account;
    entry.request_id = context.request_id;
    entry.source = context.source;
    entry.outcome = "ok";
    return entry;
}

}  // namespace roomkey
