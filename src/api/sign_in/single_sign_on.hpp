#pragma once

#include "api/call.hpp"
#include "usecase/sso/sso_sign_in.hpp"
#include "usecase/sso/sso_trial.hpp"

namespace roomkey {

/// POST /v1/roomkey/session/single-sign-on (BeginSingleSignOn): sets the cookie of the sign-in.
Result<HttpReply> begin_single_sign_on(SsoSignIn const& use_case, Call const& call);
/// PUT /v1/roomkey/session/single-sign-on (FinishSingleSignOn): sets the cookie of the session.
Result<HttpReply> finish_single_sign_on(SsoSignIn const& use_case, Call const& call);
/// PUT /v1/roomkey/session/single-sign-on/totp (ConfirmSingleSignOn): likewise.
Result<HttpReply> confirm_single_sign_on(SsoSignIn const& use_case, Call const& call);

/// POST /v1/roomkey/single-sign-on/trial (BeginSsoTrial).
Result<HttpReply> begin_sso_trial(SsoTrial const& use_case, Call const& call);
/// PUT /v1/roomkey/single-sign-on/trial (FinishSsoTrial).
Result<HttpReply> finish_sso_trial(SsoTrial const& use_case, Call const& call);

}  // namespace roomkey
