#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// Who acts in the audit trail without an account: the operator, and the service on its own.
constexpr std::string_view operator_actor = "operator";
constexpr std::string_view service_actor = "roomkey";

/// Refuses the names of these two, in any case, to accounts: whoever had one would pass for them in
/// the audit trail. `invalid_parameter` naming `account`.
Status require_account_name(std::string_view account);

}  // namespace roomkey
