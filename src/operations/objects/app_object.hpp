#pragma once

#include <boost/json/object.hpp>

#include "usecase/directory/apps.hpp"

namespace roomkey {

// The schemas of the API document: App, AppWithKey.
boost::json::object app_object(App const& app);
boost::json::object app_with_key_object(AppWithKey const& made);

}  // namespace roomkey
