#include "operations/objects/audit_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

boost::json::object audit_object(AuditEntry const& entry) {
    return {{"time", unix_milliseconds(entry.at)},
            {"actor", entry.actor},
            {"operation", entry.operation},
            {"account", entry.account},
            {"outcome", entry.outcome},
            {"source", entry.source},
            {"requestId", entry.request_id},
            {"detail", entry.detail},
            {"count", entry.count},
            {"lastTime", unix_milliseconds(entry.last_at.value_or(entry.at))}};
}

}  // namespace roomkey
