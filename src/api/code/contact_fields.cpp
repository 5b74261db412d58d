#include "api/code/contact_fields.hpp"

namespace roomkey {

Result<ContactRequest> contact_fields(JsonBody const& body) {
    ContactRequest contacts;
    contacts.country = TRY(body.text("country"));
    if (contacts.country && contacts.country->empty()) contacts.country.reset();
    contacts.email = TRY(body.text_or_empty("emailAddr"));
    contacts.phone = TRY(body.text_or_empty("smsNumber"));
    return contacts;
}

}  // namespace roomkey
