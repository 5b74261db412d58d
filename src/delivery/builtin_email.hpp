#pragma once

#include "delivery/email_template.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The wording that is used where no other is given.
EmailTemplate const& builtin_email(Language language, bool is_of_hard_terminal);

/// `words` for a message about a hard terminal: what of it is built in for other terminals, whose
/// steps and screens are others, is replaced; an operator's own words are for all terminals.
EmailTemplate for_hard_terminal(EmailTemplate const& words, Language language);

}  // namespace roomkey
