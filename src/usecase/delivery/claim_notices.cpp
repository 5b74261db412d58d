#include "usecase/delivery/claim_notices.hpp"

#include <algorithm>
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
    bool is_only_corp = false;
};

/// What stands against sending; empty if all is well.
std::optional<NoticeEnd> obstacle(Notice const& notice, std::optional<Terminal> const& terminal,
                                  User const& user, Corp const* corp, Instant now) {
    if (corp == nullptr || !is_current(notice, terminal)) {
        return NoticeEnd{NoticeState::superseded, {}, "superseded"};
    }
    bool const is_code_lapsed = !notice.has_password() && terminal->code->expires_at <= now;
    if (notice.expires_at <= now || is_code_lapsed) {
        return NoticeEnd{NoticeState::failed, std::string(failure_code_lapsed), "code_lapsed"};
    }
    // Neither its code nor its password opens anything.
    if (user.status == AccountStatus::disabled) {
        return NoticeEnd{NoticeState::failed, std::string(failure_disabled), "account_disabled"};
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

    Result<Leased> run(int count, Instant leased_until, std::string const& holder) {
        for (auto& notice : TRY(lease_notices(transaction_, count, now_, leased_until, holder))) {
            TRY(take(std::move(notice)));
        }
        if (!leased_.candidates.empty()) {
            leased_.is_only_corp = !TRY(has_several_corps(transaction_));
        }
        return std::move(leased_);
    }

private:
    Status take(Notice notice) {
        auto const* const corp = TRY(corp_of(notice));
        auto const terminal = TRY(find_terminal_by_user(transaction_, notice.user_id));
        auto const user = terminal ? terminal->user : TRY(person_of(notice));
        auto const& account = user.account;
        if (auto const end = obstacle(notice, terminal, user, corp, now_)) {
            TRY(end_notice(transaction_, notice, *end, account, now_));
            leased_.settled.push_back(std::move(notice));
            return Done{};
        }
        auto const sealed_code = notice.has_password() ? Bytes{} : terminal->code->sealed;
        bool const is_hard = user.type == UserType::hard_terminal;
        leased_.candidates.push_back({{std::move(notice),
                                       {},
                                       {},
                                       corp->name,
                                       user.name,
                                       account,
                                       is_hard,
                                       user.serial_number,
                                       corp->policy.time_zone},
                                      sealed_code});
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

/// True if the guard's text is why it waits: then it was not counted so far.
bool waits_for_guard(Notice const& notice) {
    return std::any_of(send_refusals.begin(), send_refusals.end(), [&](SendRefusal refusal) {
        return notice.failure == failure_text(refusal);
    });
}

/// Queues a notice until there is room for it. The claim does not count as an attempt.
Status put_off(Transaction& transaction, Notice& notice, SendStop const& stop) {
    notice.state = NoticeState::queued;
    notice.attempts -= 1;
    notice.next_attempt_at = *stop.until;
    notice.failure = failure_text(stop.refusal);
    TRY(settle_notice(transaction, notice));
    return Done{};
}

/// Ends or puts off a notice that may not be sent now; true if that is so. If not, it is counted.
Result<bool> is_stopped(Transaction& transaction, Admission const& admission, Notice& notice,
                        Instant now) {
    auto const end = [&](NoticeEnd const& how) -> Result<bool> {
        TRY(end_notice(transaction, notice, how, admission.account, now));
        return true;
    };
    if (admission.is_damaged) {
        return end({NoticeState::failed, std::string(failure_damaged), "damaged"});
    }
    auto const stop = TRY(SendGuard::count(transaction, admission.check));
    if (!stop) return false;
    if (!stop->until || *stop->until >= notice.expires_at) {
        return end({NoticeState::failed, std::string(failure_text(stop->refusal)),
                    reason_name(stop->refusal)});
    }
    TRY(put_off(transaction, notice, *stop));
    return true;
}

/// Returns the notices that may not be sent now, as they stand then; the others are counted.
Result<std::vector<Notice>> admit(Transaction& transaction,
                                  std::vector<Admission> const& admissions, Instant now) {
    std::vector<Notice> stopped;
    for (auto const& admission : admissions) {
        auto notice = admission.notice;
        if (TRY(is_stopped(transaction, admission, notice, now))) {
            stopped.push_back(std::move(notice));
        }
    }
    return stopped;
}

}  // namespace

std::string_view failure_reason(std::string_view failure) {
    if (failure == failure_sms_off) return "sms_off";
    if (failure == failure_disabled) return "account_disabled";
    if (failure == failure_damaged) return "damaged";
    if (failure.starts_with(failure_code_lapsed)) return "code_lapsed";
    for (auto const refusal : send_refusals) {
        if (failure == failure_text(refusal)) return reason_name(refusal);
    }
    return "refused";
}

Status ClaimNotices::release_own() const {
    return store_.write(
        [&](Transaction& transaction) { return release_leases(transaction, clock_.now(), node_); });
}

Result<NoticeClaim> ClaimNotices::run(int count, Duration lease) const {
    auto const now = clock_.now();
    auto leased = TRY(store_.write([&](Transaction& transaction) {
        return Leasing(transaction, now).run(count, now + lease, node_);
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
        } else if (!notice.was_queued_again() || waits_for_guard(notice)) {
            // A further attempt is no further message. What a dead worker held is counted again,
            // because it may have gone out and may do so once more.
            admissions.push_back(
                {notice, claimed.account, false,
                 guard_.prepare(notice, claimed.contact, leased.is_only_corp, now)});
        }
        if (is_sound) claim.due.push_back(std::move(claimed));
    }
    if (admissions.empty()) return claim;

    // Should this fail, nothing goes out uncounted: the lease brings them back.
    auto const stopped = TRY(store_.write(
        [&](Transaction& transaction) { return admit(transaction, admissions, now); }));
    std::set<NoticeId> ids;
    for (auto const& notice : stopped) ids.insert(notice.id);
    std::erase_if(claim.due, [&](auto const& each) { return ids.contains(each.notice.id); });
    claim.settled.insert(claim.settled.end(), stopped.begin(), stopped.end());
    return claim;
}

}  // namespace roomkey
