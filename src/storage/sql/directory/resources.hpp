#pragma once

#include <cstdint>
#include <map>

#include "storage/store.hpp"

// The accounts of an enterprise that are not disabled.
namespace roomkey {

/// How many there are of a type; counting stops at `count_max`.
Result<std::int64_t> count_enabled(Reader& reader, CorpId const& corp, UserType type,
                                   std::int64_t count_max);
/// How many there are of each type that there are any of.
Result<std::map<UserType, std::int64_t>> count_enabled(Reader& reader, CorpId const& corp);

}  // namespace roomkey
