#pragma once

#include "api/call.hpp"
#include "usecase/terminal/release_terminal.hpp"

namespace roomkey {

/// DELETE /v1/terminal.
Result<HttpReply> release_terminal(ReleaseTerminal const& use_case, Call const& call);

}  // namespace roomkey
