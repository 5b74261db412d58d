#pragma once

#include "api/call.hpp"
#include "usecase/terminal/renew_credential.hpp"

namespace roomkey {

/// PUT /v1/terminal/token.
Result<HttpReply> renew_credential(RenewCredential const& use_case, Call const& call);

}  // namespace roomkey
