#pragma once

#include <boost/json/object.hpp>

#include "usecase/code/codes.hpp"

namespace roomkey {

/// The schema Code of the API document.
boost::json::object code_object(FoundCode const& found);

/// The schema ActiveCodeAnswer of the API document.
boost::json::object active_code_object(CreatedTerminal const& created);

}  // namespace roomkey
