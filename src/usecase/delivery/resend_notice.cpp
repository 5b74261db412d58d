#include "usecase/delivery/resend_notice.hpp"

#include <utility>

#include "domain/resend_policy.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr char const* operation = "resend_notice";

constexpr auto fields = bind<ResendNoticeRequest>(
    rules::resend_notice,
    {field<&ResendNoticeRequest::id>("id"),
     field<&ResendNoticeRequest::contacts, &ContactRequest::country>("country"),
     field<&ResendNoticeRequest::contacts, &ContactRequest::phone>("smsNumber"),
     field<&ResendNoticeRequest::contacts, &ContactRequest::email>("emailAddr")});

/// The contact that lies sealed with the notice. One that does not open is as good as none: the
/// outbox ends such a notice as damaged, and a resend with the contact in the request mends it.
std::optional<Secret> kept_contact(Sealer const& sealer, Notice const& notice) {
    if (notice.sealed_contact.empty()) return std::nullopt;
    auto contact = sealer.open(SealPurpose::contact, notice.id.value, notice.sealed_contact);
    if (!contact.ok()) return std::nullopt;
    return std::move(*contact);
}

}  // namespace

Fields<ResendNoticeRequest> resend_notice_fields() { return fields; }

Result<EarlierNotice> find_resendable(Reader& reader, NoticeId const& id, CorpId const& corp,
                                      Instant now) {
    auto const notice = TRY(reader.find_notice(id));
    std::optional<Terminal> terminal;
    if (notice) terminal = TRY(reader.find_terminal_by_user(notice->user_id));
    auto const code = terminal ? terminal->code : std::nullopt;
    auto const allowed = allow_resend(notice, corp, code, now);
    if (!allowed.ok()) {
        auto refused = allowed.error();
        if (refused.code == ErrorCode::notice_unknown) refused.field = id.value;
        return refused;
    }
    return EarlierNotice{*notice, *terminal};
}

Result<FoundNotice> queue_resend(Transaction& transaction, CodeIssue const& issue,
                                 Sealer const& sealer, EarlierNotice const& earlier,
                                 Contacts const& given, Actor const& actor, Instant now) {
    auto const& user = earlier.terminal.user;
    auto const& code = *earlier.terminal.code;
    auto const kept = kept_contact(sealer, earlier.notice);
    auto const contact = TRY(resend_contact(earlier.notice, kept, given));
    TRY(transaction.supersede_notice(earlier.notice.id, now));
    auto queued =
        TRY(issue.queue_notices(transaction, user, code, contact, earlier.notice.language, now));
    auto& notice = queued.front();
    TRY(transaction.insert_audit(
        audit_by(actor, notice.corp_id, now, operation, user.account,
                 std::string(wire_name(notice.channel)) + ' ' + notice.masked_contact)));
    return found_notice({std::move(notice), user.account, user.name, code}, now);
}

ResendNotice::ResendNotice(Store& store, Clock const& clock, Authentication const& authentication,
                           CodeIssue const& issue, Sealer const& sealer,
                           RefusalAudit const& refusals, std::function<void()> notify)
    : store_(store),
      clock_(clock),
      authentication_(authentication),
      issue_(issue),
      sealer_(sealer),
      refusals_(refusals),
      notify_(std::move(notify)) {}

Result<FoundNotice> ResendNotice::run(ResendNoticeRequest const& request,
                                      RequestContext const& context) const {
    // A bad field is told only to those who may ask, so the caller is looked at first.
    auto const contacts = issue_.check(request.contacts);
    std::string account;  // For the record of a refusal; unknown until the notice is found.
    auto queued = store_.write([&](Transaction& transaction) -> Result<FoundNotice> {
        account.clear();
        auto const caller = TRY(authentication_.administrator(transaction, request.access_token));
        if (!contacts.ok()) return contacts.error();
        auto const now = clock_.now();
        auto const earlier = TRY(find_resendable(transaction, request.id, caller.corp.id, now));
        account = earlier.terminal.user.account;
        return queue_resend(transaction, issue_, sealer_, earlier, *contacts,
                            actor_of(caller, context), now);
    });
    if (!queued.ok()) {
        refusals_.record(queued.error(), request.access_token, context, operation, account);
        return queued;
    }
    notify_();
    return queued;
}

}  // namespace roomkey
