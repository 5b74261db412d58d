#pragma once

#include "api/call.hpp"
#include "usecase/terminal/pair_screen.hpp"

namespace roomkey {

/// POST /v1/terminal/pairing/poll.
Result<HttpReply> poll_pairing(PairScreen const& use_case, Call const& call);

}  // namespace roomkey
