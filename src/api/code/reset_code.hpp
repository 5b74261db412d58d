#pragma once

#include "api/call.hpp"
#include "usecase/code/reset_code.hpp"

namespace roomkey {

/// PUT, POST /v1/usg/dcs/corp/vision/activecode/{account}/reset (ResetVisionActiveCode).
Result<HttpReply> reset_code(ResetCode const& use_case, Call const& call);

}  // namespace roomkey
