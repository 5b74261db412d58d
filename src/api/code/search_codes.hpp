#pragma once

#include "api/call.hpp"
#include "usecase/code/search_codes.hpp"

namespace roomkey {

/// GET /v1/usg/dcs/corp/vision/activecode (SearchVisionActiveCode).
Result<HttpReply> search_codes(SearchCodes const& use_case, Call const& call);

}  // namespace roomkey
