#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "domain/contact.hpp"
#include "fields/binding.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/delivery/search_notices.hpp"

namespace roomkey {

struct ResendNoticeRequest {
    Secret access_token;
    NoticeId id;
    ContactRequest contacts;  ///< The contact of the earlier notice, where that is gone.
};

Fields<ResendNoticeRequest> resend_notice_fields();

/// An earlier notice with what a resend of it needs.
struct EarlierNotice {
    Notice notice;
    Terminal terminal;  ///< With its live code.
};

/// The notice of the enterprise `corp`, if it may be sent once more at `now`; the refusals of
/// `allow_resend`.
Result<EarlierNotice> find_resendable(Reader& reader, NoticeId const& id, CorpId const& corp,
                                      Instant now);

/// The resend itself, without the question who may: queues a new notice of the same code to the
/// same contact in the same language, due at once, and records it. An earlier one that is still
/// queued is superseded by it, so that nobody gets both. Refusals of `resend_contact`.
Result<FoundNotice> queue_resend(Transaction& transaction, CodeIssue const& issue,
                                 Sealer const& sealer, EarlierNotice const& earlier,
                                 Contacts const& given, Actor const& actor, Instant now);

/// Sends the code that an earlier notice announced once more, to the same contact. In one
/// transaction, durable before it answers: the new notice is queued and the audit record written.
///
/// Errors: those of `Authentication::administrator`; `invalid_parameter` for contacts;
/// `notice_unknown`, `notice_outdated`, `code_lapsed`.
class ResendNotice {
public:
    /// `notify` is called after the commit.
    ResendNotice(Store& store, Clock const& clock, Authentication const& authentication,
                 CodeIssue const& issue, Sealer const& sealer, RefusalAudit const& refusals,
                 std::function<void()> notify);

    Result<FoundNotice> run(ResendNoticeRequest const& request,
                            RequestContext const& context) const;

private:
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
    Sealer const& sealer_;
    RefusalAudit const& refusals_;
    std::function<void()> notify_;
};

}  // namespace roomkey
