#include "api/sign_in/create_app_token.hpp"

#include "api/json_body.hpp"
#include "api/sign_in/token_reply.hpp"

namespace roomkey {

Result<HttpReply> create_app_token(CreateAppToken const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    AppTokenRequest request;
    request.authorization = std::string(call.request.header("Authorization").value_or(""));
    if (request.authorization.empty()) return refusal(ErrorCode::token_missing, "Authorization");
    request.app_id = TRY(body.text_or_empty("appId"));
    request.client_type = TRY(body.required_integer("clientType"));
    request.corp_id = TRY(body.text("corpId"));
    request.expire_time_s = TRY(body.required_integer("expireTime"));
    request.nonce = TRY(body.text_or_empty("nonce"));
    request.user_id = TRY(body.text_or_empty("userId"));
    request.user_name = TRY(body.text_or_empty("userName"));
    request.user_email = TRY(body.text_or_empty("userEmail"));
    request.user_phone = TRY(body.text_or_empty("userPhone"));
    request.department_code = TRY(body.text_or_empty("deptCode"));
    return token_reply(TRY(use_case.run(request, call.context())));
}

}  // namespace roomkey
