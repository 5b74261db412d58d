#include "api/sign_in/check_token.hpp"

#include "api/json_body.hpp"
#include "api/sign_in/token_reply.hpp"

namespace roomkey {

Result<HttpReply> check_token(CheckToken const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    Secret const token(TRY(body.text_or_empty("token")));
    bool const needs_new_token = TRY(body.boolean("needGenNewToken")).value_or(false);
    bool const with_user = TRY(body.boolean("needAccountInfo")).value_or(true);
    return token_reply(TRY(use_case.run(token, needs_new_token)), with_user);
}

}  // namespace roomkey
