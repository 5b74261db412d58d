#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "domain/notice.hpp"
#include "domain/terminal.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// How a notice ends.
struct NoticeEnd {
    NoticeState state = NoticeState::accepted;
    std::string failure;       ///< Why it failed, safe to show; empty for the other states.
    std::string_view outcome;  ///< The audit record's word: "ok", "refused", "code_lapsed" ...
};

/// True while the code that `notice` announces is the unspent one of its account, or it carries a
/// password, which is current as long as the notice is.
bool is_current(Notice const& notice, std::optional<Terminal> const& terminal);

/// Makes a leased notice final in this transaction: its contact is emptied, an audit record names
/// `account`. False if the lease was lost or the notice superseded meanwhile; then nothing changed.
Result<bool> end_notice(Transaction& transaction, Notice& notice, NoticeEnd const& end,
                        std::string const& account, Instant now);

}  // namespace roomkey
