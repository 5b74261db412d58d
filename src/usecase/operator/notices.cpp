#include "usecase/operator/notices.hpp"

namespace roomkey {

Result<Page<FoundNotice>> OperateNotices::list(NoticeSearch const& search) {
    return store_.read([&](Reader& reader) { return find_notices(reader, search, clock_.now()); });
}

Result<FoundNotice> OperateNotices::resend(NoticeId const& id, ContactRequest const& contacts) {
    auto const given = TRY(issue_.check(contacts));
    auto queued = TRY(store_.write([&](Transaction& transaction) -> Result<FoundNotice> {
        auto const notice = TRY(transaction.find_notice(id));
        if (!notice) return refusal_about(ErrorCode::notice_unknown, id.value);
        auto const now = clock_.now();
        auto const earlier = TRY(find_resendable(transaction, id, notice->corp_id, now));
        return queue_resend(transaction, issue_, sealer_, earlier, given, operator_actor(), now);
    }));
    notify_();
    return queued;
}

}  // namespace roomkey
