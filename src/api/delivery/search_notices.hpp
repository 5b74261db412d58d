#pragma once

#include "api/call.hpp"
#include "usecase/delivery/search_notices.hpp"

namespace roomkey {

/// GET /v1/roomkey/notices (SearchNotices).
Result<HttpReply> search_notices(SearchNotices const& use_case, Call const& call);

}  // namespace roomkey
