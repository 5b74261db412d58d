#pragma once

#include <boost/json/object.hpp>

#include "usecase/directory/users.hpp"

namespace roomkey {

/// The schema User of the API document.
boost::json::object user_object(FoundUser const& found);

}  // namespace roomkey
