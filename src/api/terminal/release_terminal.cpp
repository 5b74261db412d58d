#include "api/terminal/release_terminal.hpp"

#include "api/access_proof.hpp"
#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> release_terminal(ReleaseTerminal const& use_case, Call const& call) {
    bool const is_for_page = TRY(is_device_page(call.request));
    TRY(use_case.run(call.access_token(), call.context()));
    auto reply = empty_reply();
    if (is_for_page) reply.headers.push_back(no_terminal_cookie());
    return reply;
}

}  // namespace roomkey
