#pragma once

#include <boost/json/object.hpp>

#include "usecase/user/administrators.hpp"

namespace roomkey {

/// The schema CorpAdmin of the API document.
boost::json::object administrator_object(FoundAdministrator const& found);

}  // namespace roomkey
