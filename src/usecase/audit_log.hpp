#pragma once

#include <optional>
#include <string>

#include "fields/binding.hpp"
#include "storage/sql/audit.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct SearchAuditRequest {
    AuditSearch search;  ///< Its enterprise is the caller's.
};

Fields<SearchAuditRequest> search_audit_fields();

/// The operation log, newest first. Errors: those of the gate.
class AuditLog {
public:
    explicit AuditLog(Gate const& gate) : gate_(gate) {}

    /// Of the caller's enterprise.
    Result<Page<AuditEntry>> search(SearchAuditRequest const& request, Actor const& actor) const;

    /// For an operator.
    Result<Page<AuditEntry>> search(AuditSearch const& search) const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
