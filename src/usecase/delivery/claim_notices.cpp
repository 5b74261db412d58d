#include "usecase/delivery/claim_notices.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/delivery/notice_end.hpp"

namespace roomkey {
namespace {

/// A notice with nothing against sending it, its secrets still sealed.
struct Candidate {
    ClaimedNotice claimed;
    Bytes sealed_code;
};

struct Leased {
    std::vector<Candidate> candidates;
    std::vector<Notice> settled;
};

/// What stands against sending; empty if all is well.
std::optional<NoticeEnd> obstacle(Notice const& notice, std::optional<Terminal> const& terminal,
                                  Corp const* corp, Instant now) {
    if (corp == nullptr || !is_current(notice, terminal)) {
        return NoticeEnd{NoticeState::superseded, {}, "superseded"};
    }
    bool const is_code_lapsed = !notice.has_password() && terminal->code->expires_at <= now;
    if (notice.expires_at <= now || is_code_lapsed) {
        return NoticeEnd{NoticeState::failed, std::string(failure_code_lapsed), "code_lapsed"};
    }
    if (notice.channel == Channel::sms && !corp->policy.enable_sms) {
        return NoticeEnd{NoticeState::failed, std::string(failure_sms_off), "sms_off"};
    }
    return std::nullopt;
}

/// Leases within one transaction, and ends what the database alone says must not be sent.
class Leasing {
public:
    Leasing(Transaction& transaction, Instant now) : transaction_(transaction), now_(now) {}

    Result<Leased> run(int count, Instant leased_until) {
        for (auto& notice : TRY(lease_notices(transaction_, count, now_, leased_until))) {
            TRY(take(std::move(notice)));
        }
        return std::move(leased_);
    }

private:
    Status take(Notice notice) {
        auto const* const corp = TRY(corp_of(notice));
        auto const terminal = TRY(find_terminal_by_user(transaction_, notice.user_id));
        auto const user = terminal ? terminal->user : TRY(person_of(notice));
        auto const& account = user.account;
        if (auto const end = obstacle(notice, terminal, corp, now_)) {
            TRY(end_notice(transaction_, notice, *end, account, now_));
            leased_.settled.push_back(std::move(notice));
            return Done{};
        }
        auto const sealed_code = notice.has_password() ? Bytes{} : terminal->code->sealed;
        leased_.candidates.push_back(
            {{std::move(notice), {}, {}, corp->name, user.name, account}, sealed_code});
        return Done{};
    }

    /// Without holding it: accounts are held before their notices, never after.
    Result<User> person_of(Notice const& notice) {
        auto row = TRY(show_user(transaction_, notice.user_id));
        return row ? std::move(row->user) : User{};
    }

    /// Null if there is none any more.
    Result<Corp const*> corp_of(Notice const& notice) {
        auto known = corps_.find(notice.corp_id);
        if (known == corps_.end()) {
            auto corp = TRY(find_corp(transaction_, notice.corp_id));
            known = corps_.emplace(notice.corp_id, std::move(corp)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

    Transaction& transaction_;
    Instant now_;
    std::map<CorpId, std::optional<Corp>> corps_;
    Leased leased_;
};

/// False if contact or code do not open.
bool open_secrets(Sealer const& sealer, Candidate& candidate) {
    auto& claimed = candidate.claimed;
    auto const& notice = claimed.notice;
    auto contact = sealer.open(SealPurpose::contact, notice.id.value, notice.sealed_contact);
    if (notice.has_password()) {
        auto const mark = contact.ok() ? contact->reveal().find(password_mark) : std::string::npos;
        if (mark == std::string::npos) return false;
        claimed.code = Secret(contact->reveal().substr(mark + 1));
        claimed.contact = Secret(contact->reveal().substr(0, mark));
        return true;
    }
    auto code = sealer.open(SealPurpose::code, notice.user_id.value, candidate.sealed_code);
    if (!contact.ok() || !code.ok()) return false;
    claimed.contact = std::move(*contact);
    claimed.code = std::move(*code);
    return true;
}

/// What remains to be asked of one leased notice.
struct Admission {
    Notice notice;
    std::string account;
    bool is_damaged = false;
    SendCheck check;
};

/// How it ends; empty if it may be sent.
Result<std::optional<NoticeEnd>> end_of(Transaction& transaction, Admission const& admission) {
    if (admission.is_damaged) {
        return std::optional{
            NoticeEnd{NoticeState::failed, std::string(failure_damaged), "damaged"}};
    }
    auto const refusal = TRY(SendGuard::count(transaction, admission.check));
    if (!refusal) return std::optional<NoticeEnd>{};
    return std::optional{
        NoticeEnd{NoticeState::failed, std::string(failure_text(*refusal)), reason_name(*refusal)}};
}

/// Ends what is damaged or what the guard does not let out, and counts the others; returns those
/// that ended.
Result<std::vector<Notice>> admit(Transaction& transaction,
                                  std::vector<Admission> const& admissions, Instant now) {
    std::vector<Notice> ended;
    for (auto const& admission : admissions) {
        auto const end = TRY(end_of(transaction, admission));
        if (!end) continue;
        auto notice = admission.notice;
        TRY(end_notice(transaction, notice, *end, admission.account, now));
        ended.push_back(std::move(notice));
    }
    return ended;
}

}  // namespace

std::string_view failure_reason(std::string_view failure) {
    if (failure == failure_sms_off) return "sms_off";
    if (failure == failure_damaged) return "damaged";
    if (failure.starts_with(failure_code_lapsed)) return "code_lapsed";
    for (auto const refusal : send_refusals) {
        if (failure == failure_text(refusal)) return reason_name(refusal);
    }
    return "refused";
}

Result<NoticeClaim> ClaimNotices::run(int count, Duration lease) const {
    auto const now = clock_.now();
    auto leased = TRY(store_.write([&](Transaction& transaction) {
        return Leasing(transaction, now).run(count, now + lease);
    }));

    // Secrets are opened and numbers looked at after the commit: the writer has others waiting.
    NoticeClaim claim;
    claim.settled = std::move(leased.settled);
    std::vector<Admission> admissions;
    for (auto& candidate : leased.candidates) {
        bool const is_sound = open_secrets(sealer_, candidate);
        auto& claimed = candidate.claimed;
        auto const& notice = claimed.notice;
        if (!is_sound) {
            admissions.push_back({notice, claimed.account, true, {}});
        } else if (!notice.was_queued_again()) {
            // A further attempt is no further message. What a dead worker held is counted again,
            // because it may have gone out and may do so once more.
            admissions.push_back(
                {notice, claimed.account, false, guard_.prepare(notice, claimed.contact, now)});
        }
        if (is_sound) claim.due.push_back(std::move(claimed));
    }
    if (admissions.empty()) return claim;

    // Should this fail, nothing goes out uncounted: the lease brings them back.
    auto const ended = TRY(store_.write(
        [&](Transaction& transaction) { return admit(transaction, admissions, now); }));
    std::set<NoticeId> ids;
    for (auto const& notice : ended) ids.insert(notice.id);
    std::erase_if(claim.due, [&](auto const& each) { return ids.contains(each.notice.id); });
    claim.settled.insert(claim.settled.end(), ended.begin(), ended.end());
    return claim;
}

}  // namespace roomkey
