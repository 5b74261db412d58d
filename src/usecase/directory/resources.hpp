#pragma once

#include "storage/store.hpp"

// What an enterprise may have at most. An account takes a resource while it is enabled.
namespace roomkey {

/// Whether the enterprise may have one more enabled account of this type. `corp` is as the gate
/// found it; where it has no limit, this costs nothing. Otherwise it is held until the end, so that
/// two changes cannot both take the last place: call it before anything else is held.
Result<bool> is_resource_left(Transaction& tx, Corp const& corp, UserType type);

/// The same for an account that is to be made: `user_limit_reached`, `terminal_limit_reached`.
Status check_resource(Transaction& tx, Corp const& corp, UserType type);

/// The same for an account that is to be enabled, and may be held if `hold_resources` was called
/// before: `user_limit_reached`, `terminal_resources_used_up`.
Status check_resource_to_enable(Transaction& tx, Corp const& corp, UserType type);

/// Holds the enterprise until the end if it has any limit.
Status hold_resources(Transaction& tx, Corp const& corp);

}  // namespace roomkey
