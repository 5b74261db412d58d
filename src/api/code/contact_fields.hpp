#pragma once

#include "api/json_body.hpp"
#include "domain/contact.hpp"

namespace roomkey {

/// country, emailAddr and smsNumber of create and reset; empty texts mean absent.
Result<ContactRequest> contact_fields(JsonBody const& body);

}  // namespace roomkey
