#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

Result<Page<AuditEntry>> search_audit(Reader& reader, AuditSearch const& search);
/// How often the operation was done to the account after that moment, and at `until` at the latest.
Result<std::int64_t> count_done(Reader& reader, CorpId const& corp, std::string const& account,
                                std::string const& operation, Instant after,
                                Instant until = Instant::max());
/// How often one of the operations was done in the enterprise from `from` on and before `to`; at
/// most `most`.
Result<std::int64_t> count_done(Reader& reader, CorpId const& corp,
                                std::vector<std::string> const& operations, Instant from,
                                Instant to, std::int64_t most);
Status insert_audit(Transaction& tx, AuditEntry const& entry);
/// Counts the entry `times` in the record of this key; the first one becomes that record.
Status count_audit(Transaction& tx, AuditEntry const& entry, std::string const& window_key,
                   std::int64_t times = 1);
/// Removes the oldest records from before that moment, `rows_max` and those of the same millisecond
/// as the last of them; returns how many. Nothing else ever removes one.
Result<std::int64_t> cut_audit(Transaction& tx, Instant before, int rows_max);

}  // namespace roomkey
