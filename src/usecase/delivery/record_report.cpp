#include "usecase/delivery/record_report.hpp"

#include <string_view>

#include "storage/sql/audit.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"

namespace roomkey {
namespace {

/// What administrators are shown of a message that did not arrive; empty for the others.
std::string failure_of(ReportState report, std::string const& words) {
    std::string failure;
    if (report == ReportState::failed) failure = "not delivered";
    if (report == ReportState::rejected) failure = "rejected by the SMS centre";
    if (!failure.empty() && !words.empty()) failure += ": " + words;
    return failure;
}

Result<AuditEntry> audit_entry(Transaction& transaction, NoticeId const& id, ReportState report,
                               Instant now) {
    AuditEntry entry;
    entry.at = now;
    entry.actor = "delivery";
    entry.operation = "deliver_notice";
    entry.source = "gateway";
    entry.outcome = report == ReportState::failed ? "report_failed" : "report_rejected";
    auto const notice = TRY(find_notice(transaction, id));
    if (!notice) return entry;
    entry.corp_id = notice->corp_id;
    entry.detail = std::string(wire_name(notice->channel)) + ' ' + notice->masked_contact;
    auto const user = TRY(find_user(transaction, notice->user_id));
    if (user) entry.account = user->account;
    return entry;
}

}  // namespace

Result<bool> RecordReport::run(NoticeId const& notice, ReportState report,
                               std::string const& words) const {
    auto const now = clock_.now();
    auto const failure = failure_of(report, words);
    return store_.write([&](Transaction& transaction) -> Result<bool> {
        if (!TRY(save_report(transaction, notice, report, failure, now))) return false;
        if (failure.empty()) return true;
        TRY(insert_audit(transaction, TRY(audit_entry(transaction, notice, report, now))));
        return true;
    });
}

}  // namespace roomkey
