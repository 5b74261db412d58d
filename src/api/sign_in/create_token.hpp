#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/create_token.hpp"

namespace roomkey {

/// POST /v1/usg/acs/auth/account (CreateToken).
Result<HttpReply> create_token(CreateToken const& use_case, Call const& call);

}  // namespace roomkey
