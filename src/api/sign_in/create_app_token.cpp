#include "api/sign_in/create_app_token.hpp"

#include "api/request_fields.hpp"
#include "api/sign_in/token_reply.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

using Request = AppTokenRequest;

constexpr auto fields = bind<Request>(
    rules::create_app_id_token,
    {ignored("X-Token-Type"), field<&Request::app_id>("appId"),
     field<&Request::client_type>("clientType"), field<&Request::corp_id>("corpId"),
     field<&Request::expire_time_s>("expireTime"), field<&Request::nonce>("nonce"),
     field<&Request::user_id>("userId"), field<&Request::user_name>("userName"),
     field<&Request::user_email>("userEmail"), field<&Request::user_phone>("userPhone"),
     field<&Request::department_code>("deptCode")});

}  // namespace

Result<HttpReply> create_app_token(CreateAppToken const& use_case, Call const& call) {
    auto const authorization = call.request.header("Authorization").value_or("");
    if (authorization.empty()) return refusal(ErrorCode::token_missing, "Authorization");
    auto request = TRY(read_request<Request>(call, operations::create_app_id_token.body, fields));
    request.authorization = std::string(authorization);
    return token_reply(TRY(use_case.run(request, call.context())));
}

}  // namespace roomkey
