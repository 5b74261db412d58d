#pragma once

#include "delivery/email_template.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The wording that is used where no other is given.
EmailTemplate const& builtin_email(Language language);

}  // namespace roomkey
