#include "usecase/operator/notices.hpp"

#include <utility>

#include "usecase/audit_trail.hpp"

namespace roomkey {

Result<Page<FoundNotice>> OperateNotices::list(NoticeSearch const& search) {
    return store_.read([&](Reader& reader) -> Result<Page<FoundNotice>> {
        auto rows = TRY(reader.search_notices(search));
        return found_notices(std::move(rows), clock_.now());
    });
}

Result<FoundNotice> OperateNotices::resend(NoticeId const& id, ContactRequest const& contacts) {
    auto const given = TRY(issue_.check(contacts));
    return store_.write([&](Transaction& transaction) -> Result<FoundNotice> {
        auto const notice = TRY(transaction.find_notice(id));
        if (!notice) return refusal_about(ErrorCode::notice_unknown, id.value);
        auto const now = clock_.now();
        auto const& corp = notice->corp_id;
        auto const earlier = TRY(find_resendable(transaction, id, corp, now));
        auto queued = TRY(queue_resend(transaction, issue_, sealer_, earlier, given, now));
        TRY(transaction.insert_audit(audit_operator(corp, now, "resend_notice",
                                                    earlier.terminal.user.account,
                                                    resend_detail(queued.row.notice))));
        return queued;
    });
}

}  // namespace roomkey
