#pragma once

#include <boost/json/object.hpp>

#include "usecase/user/users.hpp"

namespace roomkey {

// The schemas of the API document: User, UserDetail, ListedUser, Invited.
boost::json::object user_object(FoundUser const& found);
boost::json::object user_detail_object(ShownUser const& shown);
boost::json::object listed_user_object(ListedUser const& listed);
boost::json::object invited_object(InvitedUser const& invited);

}  // namespace roomkey
