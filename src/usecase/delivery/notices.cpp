#include "usecase/delivery/notices.hpp"

#include <utility>

#include "domain/resend_policy.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/code/live_code.hpp"

namespace roomkey {
namespace {

using Search = SearchNoticesRequest;
constexpr auto search_fields =
    bind<Search>(rules::search_notices, {field<&Search::page, &PageRequest::offset>("offset"),
                                         field<&Search::page, &PageRequest::limit>("limit"),
                                         field<&Search::account>("account"),
                                         converted<notice_state_named, &Search::state>("state"),
                                         converted<report_state_named, &Search::report>("report"),
                                         field<&Search::is_delayed>("delayed"),
                                         converted<from_unix_milliseconds, &Search::from>("from"),
                                         converted<from_unix_milliseconds, &Search::to>("to")});

using Resend = ResendNoticeRequest;
constexpr auto resend_fields = bind<Resend>(
    rules::resend_notice, {ignored("Idempotency-Key"), field<&Resend::id>("id"),
                           field<&Resend::contacts, &ContactRequest::country>("country"),
                           field<&Resend::contacts, &ContactRequest::phone>("smsNumber"),
                           field<&Resend::contacts, &ContactRequest::email>("emailAddr")});

constexpr auto contacts_fields =
    bind<ContactRequest>(rules::read_contacts, {field<&ContactRequest::country>("country"),
                                                field<&ContactRequest::phone>("smsNumber"),
                                                field<&ContactRequest::email>("emailAddr")});

FoundNotice found_notice(NoticeRow row, Instant now) {
    FoundNotice found;
    found.is_resendable = allow_resend(row.notice, row.notice.corp_id, row.code, now).ok();
    found.needs_contact = row.notice.sealed_contact.empty();
    row.notice.sealed_contact.clear();
    row.code.reset();
    found.row = std::move(row);
    return found;
}

/// An earlier notice with what a resend of it needs.
struct EarlierNotice {
    Notice notice;
    Terminal terminal;  ///< With its live code.
};

Result<EarlierNotice> find_resendable(Reader& reader, NoticeId const& id, Permit const& permit) {
    auto const notice = TRY(find_notice(reader, permit.reach(), id));
    std::optional<Terminal> terminal;
    if (notice) terminal = TRY(find_terminal_by_user(reader, notice->user_id));
    auto const code = terminal ? terminal->code : std::nullopt;
    auto const allowed = allow_resend(notice, permit.corp.id, code, permit.now);
    if (!allowed.ok()) {
        auto refused = allowed.error();
        if (refused.code == ErrorCode::notice_unknown) refused.field = id.value;
        return refused;
    }
    return EarlierNotice{*notice, *terminal};
}

/// The contact that lies sealed with the notice. One that does not open is as good as none: the
/// outbox ends such a notice as damaged, and a resend with the contact in the request mends it.
std::optional<Secret> kept_contact(Sealer const& sealer, Notice const& notice) {
    if (notice.sealed_contact.empty()) return std::nullopt;
    auto contact = sealer.open(SealPurpose::contact, notice.id.value, notice.sealed_contact);
    if (!contact.ok()) return std::nullopt;
    return std::move(*contact);
}

}  // namespace

Fields<SearchNoticesRequest> search_notices_fields() { return search_fields; }
Fields<ResendNoticeRequest> resend_notice_fields() { return resend_fields; }
Fields<ContactRequest> read_contacts_fields() { return contacts_fields; }

Result<Page<FoundNotice>> Notices::search(SearchNoticesRequest const& request,
                                          Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<FoundNotice>> {
        NoticeSearch search;
        search.reach = permit.reach();
        search.account = request.account;
        search.state = request.state;
        search.report = request.report;
        search.is_delayed = request.is_delayed;
        search.from = request.from;
        search.to = request.to;
        search.page = request.page;
        auto rows = TRY(search_notices(reader, search));
        Page<FoundNotice> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        for (auto& row : rows.data) page.data.push_back(found_notice(std::move(row), permit.now));
        return page;
    };
    return gate_.read(actor, operations::search_notices, work);
}

Result<FoundNotice> Notices::resend(ResendNoticeRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::resend_notice, {},
                        [&](Change& change) { return resend(change, request); });
}

Result<Contacts> Notices::read_contacts(ContactRequest const& request, Actor const& actor) const {
    return gate_.read(
        actor, operations::read_contacts,
        [&](Reader& /*reader*/, Permit const& /*permit*/) { return issue_.check(request); });
}

Result<FoundNotice> Notices::resend(Change& change, ResendNoticeRequest const& request) const {
    auto& transaction = change.transaction;
    auto const now = change.permit.now;
    auto const given = TRY(issue_.check(request.contacts));
    auto const earlier = TRY(find_resendable(transaction, request.id, change.permit));
    auto const& user = earlier.terminal.user;
    auto const& code = *earlier.terminal.code;
    change.refusal_is_about(user.account);
    auto const kept = kept_contact(sealer_, earlier.notice);
    auto const contact = TRY(resend_contact(earlier.notice, kept, given));
    TRY(supersede_notice(transaction, earlier.notice.id, now));
    auto queued =
        TRY(issue_.queue_notices(transaction, user, code, contact, earlier.notice.language, now));
    auto& notice = queued.front();
    change.about(user.account,
                 std::string(wire_name(notice.channel)) + ' ' + notice.masked_contact);
    answer_holds_for(change, user, code);
    change.notify_outbox();
    return found_notice({std::move(notice), user.account, user.name, code}, now);
}

}  // namespace roomkey
