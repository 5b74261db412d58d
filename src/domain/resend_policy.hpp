#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/contact.hpp"
#include "domain/notice.hpp"
#include "domain/terminal.hpp"

namespace roomkey {

/// Whether the message of the notice that was found (or not) may be sent again for the
/// enterprise `corp`; `code` is the unspent code that its account has now. `notice_unknown` if
/// there is none or it is another enterprise's, which look the same from outside;
/// `notice_outdated` if its code was replaced, spent or deleted; `code_lapsed`.
Status allow_resend(std::optional<Notice> const& notice, CorpId const& corp,
                    std::optional<ActiveCode> const& code, Instant now);

/// Where a resend of `earlier` goes. `kept` is the contact that was sealed with it; empty once
/// the notice is settled, and then `given` has to name it again. A contact that is given has to be
/// the kept one, or fit the masked form of one that is gone, which stops mistakes and not malice:
/// administrators may send a code wherever they like by a reset. `invalid_parameter` naming the
/// field: missing, the masked form itself, not that contact, or of the other channel.
Result<Contacts> resend_contact(Notice const& earlier, std::optional<Secret> const& kept,
                                Contacts const& given, ContactFieldNames const& names = {});

}  // namespace roomkey
