#pragma once

#include <boost/json/object.hpp>

#include "usecase/directory/search_users.hpp"

namespace roomkey {

/// The schema User of the API document.
boost::json::object user_object(FoundUser const& found);

}  // namespace roomkey
