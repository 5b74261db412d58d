#include "usecase/delivery/notice_end.hpp"

#include <utility>

#include "domain/account/account_name.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/notice/notices.hpp"

namespace roomkey {
namespace {

AuditEntry audit_entry(Notice const& notice, NoticeEnd const& end, std::string const& account,
                       Instant now) {
    AuditEntry entry;
    entry.at = now;
    entry.corp_id = notice.corp_id;
    entry.actor = delivery_actor;
    entry.operation = "deliver_notice";
    entry.account = account;
    entry.source = "outbox";
    entry.outcome = end.outcome;
    entry.detail = std::string(wire_name(notice.channel)) + ' ' + notice.masked_contact;
    return entry;
}

}  // namespace

bool is_current(Notice const& notice, std::optional<Terminal> const& terminal) {
    // Its user's notices are superseded when a password is replaced.
    if (notice.has_password()) return true;
    return terminal && terminal->code && terminal->code->id() == notice.code_id;
}

Result<bool> end_notice(Transaction& transaction, Notice& notice, NoticeEnd const& end,
                        std::string const& account, Instant now) {
    notice.state = end.state;
    notice.failure = end.failure;
    notice.sealed_contact.clear();
    if (!TRY(settle_notice(transaction, notice))) return false;
    TRY(insert_audit(transaction, audit_entry(notice, end, account, now)));
    return true;
}

}  // namespace roomkey
