#pragma once

#include "api/call.hpp"
#include "usecase/code/create_code.hpp"

namespace roomkey {

/// POST /v1/usg/dcs/corp/vision/activecode (CreateVisionActiveCode).
Result<HttpReply> create_code(CreateCode const& use_case, Call const& call);

}  // namespace roomkey
