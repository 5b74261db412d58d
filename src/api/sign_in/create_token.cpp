#include "api/sign_in/create_token.hpp"

#include "api/request_fields.hpp"
#include "api/sign_in/token_reply.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

bool is_check_only(std::int64_t token_type) { return token_type == 1; }

constexpr auto fields = bind<TokenRequest>(
    rules::create_token,
    {field<&TokenRequest::account>("account"), field<&TokenRequest::client_type>("clientType"),
     ignored("HA2"), converted<is_check_only, &TokenRequest::is_check_only>("createTokenType")});

}  // namespace

Result<HttpReply> create_token(CreateToken const& use_case, Call const& call) {
    auto const authorization = call.request.header("Authorization").value_or("");
    if (authorization.empty()) return refusal(ErrorCode::token_missing, "Authorization");
    auto request = TRY(read_request<TokenRequest>(call, operations::create_token.body, fields));
    request.authorization = std::string(authorization);
    return token_reply(TRY(use_case.run(request, call.context())));
}

}  // namespace roomkey
