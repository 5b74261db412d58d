#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/update_token.hpp"

namespace roomkey {

/// PUT /v1/usg/acs/token (UpdateToken).
Result<HttpReply> update_token(UpdateToken const& use_case, Call const& call);

}  // namespace roomkey
