#pragma once

#include <boost/json/object.hpp>

#include "usecase/sign_in/sessions.hpp"

namespace roomkey {

/// The schema Session of the API document.
boost::json::object session_object(ShownSession const& shown);
/// The schema ListedSession.
boost::json::object listed_session_object(ListedSession const& listed);

}  // namespace roomkey
