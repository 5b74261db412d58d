#pragma once

#include "api/call.hpp"
#include "usecase/terminal/activate_terminal.hpp"

namespace roomkey {

/// POST /v1/terminal/activation.
Result<HttpReply> activate_terminal(ActivateTerminal const& use_case, Call const& call);

}  // namespace roomkey
