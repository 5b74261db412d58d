#pragma once

#include "api/call.hpp"
#include "usecase/sign_in/second_factor.hpp"
#include "usecase/sign_in/sessions.hpp"

namespace roomkey {

/// POST /v1/roomkey/session (BeginSession): sets the cookie.
Result<HttpReply> begin_session(Sessions const& use_case, Call const& call);
/// GET /v1/roomkey/session (ShowSession).
Result<HttpReply> show_session(Sessions const& use_case, Call const& call);
/// DELETE /v1/roomkey/session (EndSession): clears the cookie.
Result<HttpReply> end_session(Sessions const& use_case, Call const& call);
/// GET /v1/roomkey/sessions (SearchSessions).
Result<HttpReply> search_sessions(Sessions const& use_case, Call const& call);
/// DELETE /v1/roomkey/sessions/{id} (EndSessionById).
Result<HttpReply> end_session_by_id(Sessions const& use_case, Call const& call);

/// POST /v1/roomkey/session/totp (BeginTotp).
Result<HttpReply> begin_totp(SecondFactor const& use_case, Call const& call);
/// PUT /v1/roomkey/session/totp (ConfirmTotp).
Result<HttpReply> confirm_totp(SecondFactor const& use_case, Call const& call);
/// DELETE /v1/roomkey/session/totp (RemoveTotp).
Result<HttpReply> remove_totp(SecondFactor const& use_case, Call const& call);

}  // namespace roomkey
