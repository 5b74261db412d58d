#pragma once

#include <functional>
#include <utility>

#include "usecase/delivery/resend_notice.hpp"

namespace roomkey {

/// Notices, for the operator at the command line: the same rules, no token.
class OperateNotices {
public:
    /// `notify` is called after a commit that queued notices.
    OperateNotices(Store& store, Clock const& clock, CodeIssue const& issue, Sealer const& sealer,
                   std::function<void()> notify)
        : store_(store),
          clock_(clock),
          issue_(issue),
          sealer_(sealer),
          notify_(std::move(notify)) {}

    /// `find_notices`.
    Result<Page<FoundNotice>> list(NoticeSearch const& search);
    /// As the administrator's resend, in any enterprise; returns the new notice. A running server
    /// of another process finds it when it next looks for due ones. Refusals of `ResendNotice` but
    /// those of a caller.
    Result<FoundNotice> resend(NoticeId const& id, ContactRequest const& contacts);

private:
    Store& store_;
    Clock const& clock_;
    CodeIssue const& issue_;
    Sealer const& sealer_;
    std::function<void()> notify_;
};

}  // namespace roomkey
