#pragma once

#include "usecase/delivery/resend_notice.hpp"

namespace roomkey {

/// Notices, for the operator at the command line: the same rules, no token.
class OperateNotices {
public:
    OperateNotices(Store& store, Clock const& clock, CodeIssue const& issue, Sealer const& sealer)
        : store_(store), clock_(clock), issue_(issue), sealer_(sealer) {}

    /// Newest first.
    Result<Page<FoundNotice>> list(NoticeSearch const& search);
    /// As the administrator's resend, in any enterprise; answers the new notice. A running server
    /// finds it when it next looks for due ones. Refusals of `ResendNotice` but those of a caller.
    Result<FoundNotice> resend(NoticeId const& id, ContactRequest const& contacts);

private:
    Store& store_;
    Clock const& clock_;
    CodeIssue const& issue_;
    Sealer const& sealer_;
};

}  // namespace roomkey
