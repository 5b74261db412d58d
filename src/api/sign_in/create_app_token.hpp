#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/create_app_token.hpp"

namespace roomkey {

/// POST /v2/usg/acs/auth/appauth (CreateAppIdToken).
Result<HttpReply> create_app_token(CreateAppToken const& use_case, Call const& call);

}  // namespace roomkey
