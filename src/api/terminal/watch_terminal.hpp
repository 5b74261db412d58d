#pragma once

#include "api/call.hpp"
#include "usecase/terminal/watch_terminal.hpp"

namespace roomkey {

/// GET /v1/terminal/events.
Result<HttpReply> watch_terminal(WatchTerminal const& use_case, Call const& call);

}  // namespace roomkey
