#pragma once

#include <boost/json/object.hpp>

#include "usecase/terminal/activate_terminal.hpp"

namespace roomkey {

/// Who and where a terminal is: the fields that all answers to a terminal share.
boost::json::object profile_fields(TerminalProfile const& profile);

}  // namespace roomkey
