#include "api/sign_in/update_token.hpp"

#include "api/sign_in/token_reply.hpp"

namespace roomkey {

Result<HttpReply> update_token(UpdateToken const& use_case, Call const& call) {
    return token_reply(TRY(use_case.run(call.access_token(), call.context())));
}

}  // namespace roomkey
