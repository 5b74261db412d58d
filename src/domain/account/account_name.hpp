#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// Who acts in the audit trail without an account: the operator, the service on its own, and what
/// it sends.
constexpr std::string_view operator_actor = "operator";
constexpr std::string_view service_actor = "roomkey";
constexpr std::string_view delivery_actor = "delivery";
inline constexpr std::array actors_without_account{operator_actor, service_actor, delivery_actor};
/// Before the serial number of a device that acts.
constexpr std::string_view device_actor_prefix = "sn:";

/// Refuses the names of these to accounts, in any case, width or other way to write the same:
/// whoever had one would pass for them in the audit trail. `invalid_parameter` naming `account`.
Status require_account_name(std::string_view account);

}  // namespace roomkey
