#pragma once

#include "storage/store.hpp"

namespace roomkey {

Result<Page<UserRow>> search_users(Reader& reader, UserSearch const& search);

}  // namespace roomkey
