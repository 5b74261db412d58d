#pragma once

#include "net/http_message.hpp"
#include "usecase/sign_in/session_issue.hpp"

namespace roomkey {

/// The token record that all sign-in operations answer with (contract: CreateAppIdToken).
HttpReply token_reply(SignedIn const& signed_in, bool with_user = true);

}  // namespace roomkey
