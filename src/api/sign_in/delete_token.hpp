#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/delete_token.hpp"

namespace roomkey {

/// DELETE /v1/usg/acs/token (DeleteToken).
Result<HttpReply> delete_token(DeleteToken const& use_case, Call const& call);

}  // namespace roomkey
