#include "usecase/delivery/claim_notices.hpp"

#include <map>
#include <optional>
#include <utility>

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

/// What stands against sending; nothing if all is well.
std::optional<NoticeEnd> obstacle(Notice const& notice, std::optional<Terminal> const& terminal,
                                  Corp const* corp, Instant now) {
    if (corp == nullptr || !announces_live_code(notice, terminal)) {
        return NoticeEnd{NoticeState::superseded, {}, "superseded"};
    }
    if (notice.expires_at <= now || terminal->code->expires_at <= now) {
        return NoticeEnd{NoticeState::failed, std::string(failure_code_lapsed), "code_lapsed"};
    }
    if (notice.channel == Channel::sms && !corp->policy.enable_sms) {
        return NoticeEnd{NoticeState::failed, std::string(failure_sms_off), "sms_off"};
    }
    return std::nullopt;
}

/// Leases and decides within one transaction, so that what is leased for the first time has been
/// counted by the guard, whatever becomes of this process.
class Leasing {
public:
    Leasing(Transaction& transaction, Sealer const& sealer, SendGuard const& guard, Instant now)
        : transaction_(transaction), sealer_(sealer), guard_(guard), now_(now) {}

    Result<Leased> run(int count, Instant leased_until) {
        for (auto& notice : TRY(transaction_.lease_notices(count, now_, leased_until))) {
            TRY(take(std::move(notice)));
        }
        return std::move(leased_);
    }

private:
    Status take(Notice notice) {
        auto const* const corp = TRY(corp_of(notice));
        auto const terminal = TRY(transaction_.find_terminal_by_user(notice.user_id));
        auto const account = terminal ? terminal->user.account : std::string{};
        auto end = obstacle(notice, terminal, corp, now_);
        if (!end) end = TRY(guarded(notice));
        if (end) {
            TRY(end_notice(transaction_, notice, *end, account, now_));
            leased_.settled.push_back(std::move(notice));
            return Done{};
        }
        leased_.candidates.push_back(
            {{std::move(notice), {}, {}, corp->name, terminal->user.name, account},
             terminal->code->sealed});
        return Done{};
    }

    /// Null if there is none any more.
    Result<Corp const*> corp_of(Notice const& notice) {
        auto known = corps_.find(notice.corp_id);
        if (known == corps_.end()) {
            auto corp = TRY(transaction_.find_corp(notice.corp_id));
            known = corps_.emplace(notice.corp_id, std::move(corp)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

    /// What the guard has against it. Only before the first attempt: a further one is no further
    /// message.
    Result<std::optional<NoticeEnd>> guarded(Notice const& notice) {
        if (notice.attempts > 1) return std::optional<NoticeEnd>{};
        auto const contact =
            sealer_.open(SealPurpose::contact, notice.id.value, notice.sealed_contact);
        // Ended as damaged later on.
        if (!contact.ok()) return std::optional<NoticeEnd>{};
        auto const refusal = TRY(guard_.check(transaction_, notice, *contact, now_));
        if (!refusal) return std::optional<NoticeEnd>{};
        return std::optional{NoticeEnd{NoticeState::failed, std::string(failure_text(*refusal)),
                                       reason_name(*refusal)}};
    }

    Transaction& transaction_;
    Sealer const& sealer_;
    SendGuard const& guard_;
    Instant now_;
    std::map<CorpId, std::optional<Corp>> corps_;
    Leased leased_;
};

/// False if contact or code do not open.
bool open_secrets(Sealer const& sealer, Candidate& candidate) {
    auto& claimed = candidate.claimed;
    auto const& notice = claimed.notice;
    auto contact = sealer.open(SealPurpose::contact, notice.id.value, notice.sealed_contact);
    auto code = sealer.open(SealPurpose::code, notice.user_id.value, candidate.sealed_code);
    if (!contact.ok() || !code.ok()) return false;
    claimed.contact = std::move(*contact);
    claimed.code = std::move(*code);
    return true;
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
        return Leasing(transaction, sealer_, guard_, now).run(count, now + lease);
    }));

    // Opened after the commit: the writer has others waiting.
    NoticeClaim claim;
    claim.settled = std::move(leased.settled);
    std::vector<ClaimedNotice> damaged;
    for (auto& candidate : leased.candidates) {
        auto& target = open_secrets(sealer_, candidate) ? claim.due : damaged;
        target.push_back(std::move(candidate.claimed));
    }
    if (damaged.empty()) return claim;

    NoticeEnd const end{NoticeState::failed, std::string(failure_damaged), "damaged"};
    auto ended = store_.write([&](Transaction& transaction) -> Result<std::vector<Notice>> {
        std::vector<Notice> notices;
        for (auto const& each : damaged) {
            auto notice = each.notice;
            if (TRY(end_notice(transaction, notice, end, each.account, now))) {
                notices.push_back(std::move(notice));
            }
        }
        return notices;
    });
    // If that failed the lease brings them back; the sound ones must not wait for it.
    if (!ended.ok()) return claim;
    claim.settled.insert(claim.settled.end(), ended->begin(), ended->end());
    return claim;
}

}  // namespace roomkey
