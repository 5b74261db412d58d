#include "api/sign_in/delete_token.hpp"

#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> delete_token(DeleteToken const& use_case, Call const& call) {
    TRY(use_case.run(call.access_token(), call.context()));
    return empty_reply();
}

}  // namespace roomkey
