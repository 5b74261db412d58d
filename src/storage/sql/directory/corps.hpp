#pragma once

#include <optional>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

Result<std::optional<Corp>> find_corp(Reader& reader, CorpId const& id);
/// The same, and keeps it and its apps from being changed by others until the end.
Result<std::optional<Corp>> hold_corp(Transaction& tx, CorpId const& id);
Result<std::vector<Corp>> list_corps(Reader& reader);
/// Whether there is more than one.
Result<bool> has_several_corps(Reader& reader);
/// With the root department, named like the enterprise. False if the id is taken.
Result<bool> insert_corp(Transaction& tx, Corp const& corp);
/// Renames the root department as well. Nothing happens if there is none.
Status update_corp(Transaction& tx, Corp const& corp);

}  // namespace roomkey
