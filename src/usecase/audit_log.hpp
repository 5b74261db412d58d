#pragma once

#include "storage/sql/audit.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

/// The operation log, newest first.
class AuditLog {
public:
    explicit AuditLog(Gate const& gate) : gate_(gate) {}

    /// For an operator.
    Result<Page<AuditEntry>> search(AuditSearch const& search) const {
        static constexpr auto operation = operator_only("search_audit");
        return gate_.read(
            operator_of_all(), operation,
            [&](Reader& reader, Permit const& /*permit*/) { return search_audit(reader, search); });
    }

private:
    Gate const& gate_;
};

}  // namespace roomkey
