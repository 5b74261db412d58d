#pragma once

#include "api/call.hpp"
#include "usecase/terminal/show_terminal.hpp"

namespace roomkey {

/// GET /v1/terminal.
Result<HttpReply> show_terminal(ShowTerminal const& use_case, Call const& call);

}  // namespace roomkey
