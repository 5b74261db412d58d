#pragma once

#include <optional>
#include <string>

#include "domain/contact.hpp"
#include "fields/binding.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct SearchNoticesRequest {
    PageRequest page;
    std::string account;  ///< Empty: all.
    std::optional<NoticeState> state;
    std::optional<ReportState> report;  ///< Not `none`.
    bool is_delayed = false;            ///< Only those that wait after a failure.
    std::optional<Instant> from;        ///< Queued then or later.
    std::optional<Instant> to;          ///< Queued before then.
};

struct ResendNoticeRequest {
    NoticeId id;
    ContactRequest contacts;  ///< The contact of the earlier notice, where that is gone.
};

Fields<SearchNoticesRequest> search_notices_fields();
Fields<ResendNoticeRequest> resend_notice_fields();

/// A notice as administrators see it: where it went only masked.
struct FoundNotice {
    NoticeRow row;               ///< Without the sealed contact and the code.
    bool is_resendable = false;  ///< Its code is live: neither replaced, nor spent, nor lapsed.
    bool needs_contact = false;  ///< A resend has to name the contact again.
};

/// The messages that carry codes, as administrators see them. Errors: those of the gate and
/// `invalid_parameter`, besides those named.
class Notices {
public:
    Notices(Gate const& gate, CodeIssue const& issue, Sealer const& sealer)
        : gate_(gate), issue_(issue), sealer_(sealer) {}

    /// One page, newest first: what became of each code that was to be sent, and why one failed.
    Result<Page<FoundNotice>> search(SearchNoticesRequest const& request, Actor const& actor) const;

    /// Sends the code that an earlier notice announced once more, to the same contact in the same
    /// language: queues a new notice, due at once. An earlier one that is still queued is
    /// superseded by it, so that nobody gets both. `notice_unknown`, `notice_outdated`,
    /// `code_lapsed`.
    Result<FoundNotice> resend(ResendNoticeRequest const& request, Actor const& actor) const;

private:
    Result<FoundNotice> resend(Change& change, ResendNoticeRequest const& request) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    Sealer const& sealer_;
};

}  // namespace roomkey
