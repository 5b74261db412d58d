#pragma once

#include <optional>
#include <string>

#include "storage/store.hpp"

namespace roomkey {

Result<std::optional<Department>> find_department(Reader& reader, CorpId const& corp,
                                                  std::string const& code);
/// False if the enterprise has a department with this code.
Result<bool> insert_department(Transaction& tx, Department const& department);

}  // namespace roomkey
