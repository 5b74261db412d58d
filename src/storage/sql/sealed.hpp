#pragma once

#include <string>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

/// Up to `count` values of one kind, those after `row` in an order of their own; an empty `row` is
/// before the first. For walking over all of them, alongside other changes.
Result<std::vector<SealedValue>> list_sealed(Reader& reader, SealedKind kind,
                                             std::string const& row, int count);
/// Puts `fresh` in the place of `value`. False if that changed or went meanwhile.
Result<bool> replace_sealed(Transaction& tx, SealedValue const& value, Bytes const& fresh);

}  // namespace roomkey
