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
                                  std::optional<Corp> const& corp, Instant now) {
    if (!corp || !announces_live_code(notice, terminal)) {
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

Result<Leased> lease_candidates(Transaction& transaction, int count, Instant now,
                                Instant leased_until) {
    Leased leased;
    std::map<CorpId, std::optional<Corp>> corps;
    for (auto& notice : TRY(transaction.lease_notices(count, now, leased_until))) {
        auto known = corps.find(notice.corp_id);
        if (known == corps.end()) {
            auto corp = TRY(transaction.find_corp(notice.corp_id));
            known = corps.emplace(notice.corp_id, std::move(corp)).first;
        }
        auto const& corp = known->second;
        auto const terminal = TRY(transaction.find_terminal_by_user(notice.user_id));
        auto const account = terminal ? terminal->user.account : std::string{};
        if (auto const end = obstacle(notice, terminal, corp, now)) {
            TRY(end_notice(transaction, notice, *end, account, now));
            leased.settled.push_back(std::move(notice));
            continue;
        }
        leased.candidates.push_back(
            {{std::move(notice), {}, {}, corp->name, terminal->user.name, account},
             terminal->code->sealed});
    }
    return leased;
}

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

Result<NoticeClaim> ClaimNotices::run(int count, Duration lease) const {
    auto const now = clock_.now();
    auto leased = TRY(store_.write([&](Transaction& transaction) {
        return lease_candidates(transaction, count, now, now + lease);
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
