#pragma once

#include "storage/store.hpp"

namespace roomkey {

Result<Page<UserRow>> search_users(Reader& reader, UserSearch const& search);
Result<std::optional<UserRow>> show_user(Reader& reader, UserId const& id);

enum class UserKey : std::uint8_t { id, third_account, number };
/// Those of the enterprise that have one of these keys, in no order.
Result<std::vector<UserRow>> show_users(Reader& reader, CorpId const& corp, UserKey key,
                                        std::vector<std::string> const& keys);

}  // namespace roomkey
