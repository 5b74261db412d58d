#include "usecase/code/code_issue.hpp"

#include <array>
#include <utility>

#include "domain/activation/hard_terminal.hpp"
#include "domain/mask.hpp"
#include "domain/phone_reading.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"

namespace roomkey {
namespace {

struct Target {
    Channel channel;
    std::string const& address;
    std::string masked;
};

std::array<Target, 2> targets_of(Contacts const& contacts) {
    return {{
        {Channel::sms, contacts.phone, mask_phone(contacts.phone)},
        {Channel::email, contacts.email, mask_email(contacts.email)},
    }};
}

/// A notice to this user with nothing in it.
Notice empty_notice(TokenMaker const& tokens, User const& user, Target const& target,
                    Language language, Instant now) {
    Notice notice;
    notice.id = NoticeId{tokens.id()};
    notice.corp_id = user.corp_id;
    notice.user_id = user.id;
    notice.channel = target.channel;
    notice.language = language;
    notice.masked_contact = target.masked;
    notice.created_at = now;
    notice.next_attempt_at = now;
    return notice;
}

}  // namespace

Result<IssuedCode> CodeIssue::issue(Transaction& transaction, User const& user, Corp const& corp,
                                    Instant now) const {
    for (int attempt = 0; attempt < code_tries_max; ++attempt) {
        auto issued = make(user, corp, now);
        if (TRY(replace_code(transaction, user.id, issued.code))) return issued;
    }
    return internal_error("no unique code found");
}

Result<IssuedCode> CodeIssue::issue(Transaction& transaction, User const& user, Corp const& corp,
                                    Instant now, GivenTerminal const& given) const {
    if (!given.code) return issue(transaction, user, corp, now);
    auto issued = sealed(*given.code, user, corp, now);
    if (TRY(replace_code(transaction, user.id, issued.code))) return issued;
    return invalid_field("activeCode", Fault::duplicated);
}

IssuedCode CodeIssue::make(User const& user, Corp const& corp, Instant now) const {
    return sealed(codes_.make(corp.policy.code_format), user, corp, now);
}

IssuedCode CodeIssue::sealed(Secret text, User const& user, Corp const& corp, Instant now) const {
    IssuedCode issued{{}, std::move(text)};
    auto const normalised = normalise_code(issued.text.reveal());
    issued.code.hash = lookup(normalised);
    issued.code.sealed = sealer_.seal(SealPurpose::code, user.id.value, issued.text);
    issued.code.created_at = now;
    issued.code.expires_at = now + code_validity_of(user.type, corp.policy);
    return issued;
}

Result<std::vector<Notice>> CodeIssue::queue_notices(Transaction& transaction, User const& user,
                                                     ActiveCode const& code,
                                                     Contacts const& contacts, Language language,
                                                     Instant now) const {
    auto notices = make_notices(user, code, contacts, language, now);
    for (auto const& notice : notices) TRY(insert_notice(transaction, notice));
    return notices;
}

std::vector<Notice> CodeIssue::make_notices(User const& user, ActiveCode const& code,
                                            Contacts const& contacts, Language language,
                                            Instant now) const {
    std::vector<Notice> notices;
    for (auto const& target : targets_of(contacts)) {
        if (target.address.empty()) continue;
        auto notice = empty_notice(tokens_, user, target, language, now);
        notice.code_id = code.id();
        notice.sealed_contact =
            sealer_.seal(SealPurpose::contact, notice.id.value, Secret(target.address));
        notice.expires_at = code.expires_at;
        notices.push_back(std::move(notice));
    }
    return notices;
}

Status CodeIssue::queue_password(Transaction& transaction, User const& user, Secret const& password,
                                 Contacts const& contacts, Language language, Instant now) const {
    for (auto const& target : targets_of(contacts)) {
        if (target.address.empty()) continue;
        auto notice = empty_notice(tokens_, user, target, language, now);
        Secret const both(target.address + password_mark + password.reveal());
        notice.sealed_contact = sealer_.seal(SealPurpose::contact, notice.id.value, both);
        notice.expires_at = now + password_notice_validity;
        TRY(insert_notice(transaction, notice));
    }
    return Done{};
}

Result<Contacts> CodeIssue::check(ContactRequest const& request,
                                  ContactFieldNames const& names) const {
    return check_contacts(request, numbers_, names);
}

bool CodeIssue::may_lack_plus(std::string_view phone) const {
    return roomkey::may_lack_plus(phone, numbers_);
}

Result<Secret> CodeIssue::open(UserId const& user, ActiveCode const& code) const {
    return sealer_.open(SealPurpose::code, user.value, code.sealed);
}

Secret CodeIssue::open_listed(UserId const& user, ActiveCode const& code,
                              UnopenedValues& unopened) const {
    auto opened = open(user, code);
    if (opened.ok()) return std::move(*opened);
    unopened.kind = "code";
    if (unopened.count++ == 0) unopened.detail = opened.error().detail;
    return {};
}

void CodeIssue::report(UnopenedValues const& unopened) const {
    if (unopened.count > 0) on_unopened_(unopened);
}

Digest CodeIssue::lookup(std::string_view normalised) const {
    return hashes_.of(HashPurpose::code, normalised);
}

std::string masked(Contacts const& contacts) {
    std::string text;
    if (!contacts.email.empty()) text = mask_email(contacts.email);
    if (!contacts.phone.empty()) {
        if (!text.empty()) text += ' ';
        text += mask_phone(contacts.phone);
    }
    return text;
}

}  // namespace roomkey
