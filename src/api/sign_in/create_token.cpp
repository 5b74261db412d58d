#include "api/sign_in/create_token.hpp"

#include "api/json_body.hpp"
#include "api/sign_in/token_reply.hpp"

namespace roomkey {
namespace {

// Contract: HA2 is 0..255 characters of captcha data, which is never asked for here.
constexpr std::size_t captcha_bytes_max = 255UL * 4;

}  // namespace

Result<HttpReply> create_token(CreateToken const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    TokenRequest request;
    request.authorization = std::string(call.request.header("Authorization").value_or(""));
    if (request.authorization.empty()) return refusal(ErrorCode::token_missing, "Authorization");
    request.account = TRY(body.text_or_empty("account"));
    request.client_type = TRY(body.required_integer("clientType"));
    if (TRY(body.text_or_empty("HA2")).size() > captcha_bytes_max) {
        return invalid_field("HA2", Fault::wrong_length, "0..255");
    }
    auto const kind = TRY(body.integer("createTokenType")).value_or(0);
    if (kind != 0 && kind != 1) {
        return invalid_field("createTokenType", Fault::unknown_value, "0, 1");
    }
    request.is_check_only = kind == 1;
    return token_reply(TRY(use_case.run(request, call.context())));
}

}  // namespace roomkey
