#pragma once

#include <boost/json/object.hpp>

#include "usecase/delivery/notices.hpp"

namespace roomkey {

/// The schema Notice of the API document.
boost::json::object notice_object(FoundNotice const& found);
/// The schema ReadContacts.
boost::json::object contacts_object(Contacts const& contacts);

}  // namespace roomkey
