#pragma once

#include <cstdint>
#include <string>

#include "storage/store.hpp"

namespace roomkey {

Result<Page<AuditEntry>> search_audit(Reader& reader, AuditSearch const& search);
/// How often the operation was done to the account after that moment.
Result<std::int64_t> count_done(Reader& reader, CorpId const& corp, std::string const& account,
                                std::string const& operation, Instant after);
Status insert_audit(Transaction& tx, AuditEntry const& entry);

}  // namespace roomkey
