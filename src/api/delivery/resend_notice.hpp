#pragma once

#include "api/call.hpp"
#include "usecase/delivery/resend_notice.hpp"

namespace roomkey {

/// POST /v1/roomkey/notices/{id}/resend (ResendNotice).
Result<HttpReply> resend_notice(ResendNotice const& use_case, Call const& call);

}  // namespace roomkey
