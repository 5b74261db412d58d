#pragma once

#include <string>

#include "domain/audit.hpp"
#include "domain/user.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// The record of what a device did; `sn` is what it calls itself, so the record shows it as
/// "sn:...", which no account begins with.
AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation);

}  // namespace roomkey
