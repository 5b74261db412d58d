#include "api/sign_in/check_token.hpp"

#include "api/request_fields.hpp"
#include "api/sign_in/token_reply.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

struct CheckTokenRequest {
    Secret token;
    bool needs_new_token = false;
    bool with_user = true;
};

constexpr auto fields = bind<CheckTokenRequest>(
    rules::check_token, {field<&CheckTokenRequest::token>("token"),
                         field<&CheckTokenRequest::needs_new_token>("needGenNewToken"),
                         field<&CheckTokenRequest::with_user>("needAccountInfo")});

}  // namespace

Result<HttpReply> check_token(CheckToken const& use_case, Call const& call) {
    auto const request =
        TRY(read_request<CheckTokenRequest>(call, operations::check_token.body, fields));
    auto const found = TRY(use_case.run(request.token, request.needs_new_token, call.context()));
    return token_reply(found, request.with_user);
}

}  // namespace roomkey
