#include "api/terminal/release_terminal.hpp"

#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> release_terminal(ReleaseTerminal const& use_case, Call const& call) {
    TRY(use_case.run(call.access_token(), call.context()));
    return empty_reply();
}

}  // namespace roomkey
