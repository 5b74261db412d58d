#pragma once

#include "api/call.hpp"
#include "usecase/directory/search_users.hpp"

namespace roomkey {

/// GET /v1/usg/dcs/corp/member (SearchUsers).
Result<HttpReply> search_users(SearchUsers const& use_case, Call const& call);

}  // namespace roomkey
