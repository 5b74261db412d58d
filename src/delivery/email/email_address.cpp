#include "delivery/email/email_address.hpp"

namespace roomkey {

Result<EmailAddress> EmailAddress::parse(std::string_view text) {
    auto address = mailable_address(text);
    if (!address || *address != text) {
        return invalid_field("address", Fault::wrong_format, "name@domain");
    }
    return EmailAddress(std::move(*address));
}

}  // namespace roomkey
