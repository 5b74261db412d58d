#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/check_token.hpp"

namespace roomkey {

/// POST /v1/usg/acs/token/validate (CheckToken).
Result<HttpReply> check_token(CheckToken const& use_case, Call const& call);

}  // namespace roomkey
