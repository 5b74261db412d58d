#pragma once

#include <string_view>

#include "base/error.hpp"
#include "domain/notice.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// The whole answer, with status and code of the catalogue: error_code, error_msg and request_id,
/// exactly these three, because public clients throw on others. The stable reason goes into the
/// header X-Roomkey-Reason.
HttpReply problem_reply(Error const& error, Language language, std::string_view request_id);

}  // namespace roomkey
