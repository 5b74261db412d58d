#pragma once

#include <boost/json/object.hpp>

#include "domain/audit.hpp"

namespace roomkey {

/// The schema AuditRecord of the API document.
boost::json::object audit_object(AuditEntry const& entry);

}  // namespace roomkey
