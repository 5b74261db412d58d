#pragma once

#include <string>

#include "domain/terminal.hpp"
#include "domain/user.hpp"
#include "usecase/gate.hpp"

// For operations whose answer is about a code, and which may be repeated (`Repetition`).
namespace roomkey {

/// Has the answer hold as long as this code of the account is live.
void answer_holds_for(Change& change, User const& user, ActiveCode const& code);

/// Whether it still is: neither spent nor replaced, not lapsed, and within the reach of the permit.
Result<bool> holds_live_code(Reader& reader, Permit const& permit,
                             Repetition::Earlier const& earlier);

}  // namespace roomkey
