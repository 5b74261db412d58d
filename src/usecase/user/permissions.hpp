#pragma once

#include <string_view>
#include <vector>

#include "domain/user.hpp"
#include "fields/operation.hpp"

// What each role permits. This is the only place that says so: the gate goes by it, and the console
// is told the outcome.
namespace roomkey {

/// Whether the user's role, as it is now, has the permission. Those about the whole enterprise no
/// role of departments has.
bool permits(User const& user, Permission permission);

/// All that the user's role has, in the order of the enumeration.
std::vector<Permission> permissions_of(User const& user);

/// "look", "reset", ...
std::string_view wire_name(Permission permission);

}  // namespace roomkey
