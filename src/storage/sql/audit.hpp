#pragma once

#include "storage/store.hpp"

namespace roomkey {

Result<Page<AuditEntry>> search_audit(Reader& reader, AuditSearch const& search);
Status insert_audit(Transaction& tx, AuditEntry const& entry);

}  // namespace roomkey
