#pragma once

#include "api/call.hpp"
#include "usecase/code/delete_codes.hpp"

namespace roomkey {

/// DELETE /v1/usg/dcs/corp/vision/activecode (DeleteVisionActiveCode).
Result<HttpReply> delete_codes(DeleteCodes const& use_case, Call const& call);

}  // namespace roomkey
