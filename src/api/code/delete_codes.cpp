#include "api/code/delete_codes.hpp"

#include <utility>

#include "api/json_body.hpp"
#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> delete_codes(DeleteCodes const& use_case, Call const& call) {
    auto ids = TRY(parse_string_array(call.request));
    DeleteCodesRequest const request{call.access_token(), std::move(ids)};
    TRY(use_case.run(request, call.context()));
    return empty_reply();
}

}  // namespace roomkey
