#pragma once

#include "storage/store.hpp"

namespace roomkey {

/// The operation log, newest first.
class ReadAuditLog {
public:
    explicit ReadAuditLog(Store& store) : store_(store) {}

    Result<Page<AuditEntry>> run(AuditSearch const& search) {
        return store_.read([&](Reader& reader) { return reader.search_audit(search); });
    }

private:
    Store& store_;
};

}  // namespace roomkey
