#include "usecase/delivery/settle_notice.hpp"

#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/delivery/claim_notices.hpp"
#include "usecase/delivery/notice_end.hpp"

namespace roomkey {
namespace {

/// A gateway's words are shown to administrators; more of them help nobody.
constexpr std::size_t reason_bytes_max = 255;

std::string showable(std::string reason) {
    if (reason.size() > reason_bytes_max) {
        auto cut = reason_bytes_max;
        while (cut > 0 && (static_cast<unsigned char>(reason[cut]) & 0xC0U) == 0x80U) --cut;
        reason.resize(cut);
    }
    if (reason.empty()) return "no reason given";
    if (!is_one_line(reason)) return "unreadable reason";
    return reason;
}

// How often a message goes out at most while it is unknown whether it was taken. A gateway whose
// answer is unclear gives the same answer again; one that was too slow may not be the next time.
constexpr int unclear_attempts_max = 2;
constexpr int unanswered_attempts_max = 3;

bool is_doubtful(AttemptReport::Kind kind) {
    return kind == AttemptReport::Kind::unclear || kind == AttemptReport::Kind::unanswered;
}

/// The end that `report` of this attempt, counted in `doubtful_attempts`, brings; empty if there is
/// to be another one, at `next`.
std::optional<NoticeEnd> end_of(AttemptReport const& report, int doubtful_attempts,
                                std::optional<Instant> const& next) {
    switch (report.kind) {
        case AttemptReport::Kind::accepted:
            return NoticeEnd{NoticeState::accepted, {}, "ok"};
        case AttemptReport::Kind::refused:
            return NoticeEnd{NoticeState::failed, showable(report.reason), "refused"};
        case AttemptReport::Kind::unclear:
            if (doubtful_attempts >= unclear_attempts_max) {
                return NoticeEnd{NoticeState::failed, showable(report.reason), "unclear"};
            }
            break;
        case AttemptReport::Kind::unanswered:
            if (doubtful_attempts >= unanswered_attempts_max) {
                return NoticeEnd{NoticeState::failed, showable(report.reason), "unanswered"};
            }
            break;
        case AttemptReport::Kind::try_again:
            break;
    }
    if (next) return std::nullopt;
    return NoticeEnd{NoticeState::failed,
                     std::string(failure_code_lapsed) + ": " + showable(report.reason),
                     "code_lapsed"};
}

std::uint32_t draw(Randomness& randomness) {
    std::array<std::uint8_t, 4> bytes{};
    randomness.fill(bytes);
    std::uint32_t number = 0;
    for (auto const byte : bytes) number = number << 8U | byte;
    return number;
}

}  // namespace

Result<bool> SettleNotice::is_still_due(Notice const& notice) const {
    auto const now = clock_.now();
    return store_.read([&](Reader& reader) -> Result<bool> {
        auto const current = TRY(find_notice(reader, notice.id));
        if (!current || current->state != NoticeState::sending) return false;
        if (current->leased_until != notice.leased_until || notice.leased_until <= now) {
            return false;
        }
        // Claimed again, the notice ends with the reason.
        auto const user = TRY(find_user(reader, notice.user_id));
        if (user && user->status == AccountStatus::disabled) return false;
        auto const terminal = TRY(find_terminal_by_user(reader, notice.user_id));
        return is_current(notice, terminal) && notice.expires_at > now;
    });
}

Result<std::optional<Notice>> SettleNotice::run(Notice const& notice,
                                                AttemptReport const& report) const {
    auto const now = clock_.now();
    auto const next =
        schedule_.next_attempt(notice.attempts, now, notice.expires_at, draw(randomness_));
    auto const doubtful_attempts = notice.doubtful_attempts + (is_doubtful(report.kind) ? 1 : 0);
    auto const end = end_of(report, doubtful_attempts, next);
    return store_.write([&](Transaction& transaction) -> Result<std::optional<Notice>> {
        auto settled = notice;
        settled.doubtful_attempts = doubtful_attempts;
        if (end) {
            auto const user = TRY(find_user(transaction, notice.user_id));
            auto const account = user ? user->account : std::string{};
            if (!TRY(end_notice(transaction, settled, *end, account, now)))
                return std::optional<Notice>{};
            return std::optional(std::move(settled));
        }
        settled.state = NoticeState::queued;
        settled.next_attempt_at = *next;
        settled.failure = showable(report.reason);
        if (!TRY(settle_notice(transaction, settled))) return std::optional<Notice>{};
        return std::optional(std::move(settled));
    });
}

Status SettleNotice::give_back(std::vector<Notice> const& notices, Instant due_at) const {
    if (notices.empty()) return Done{};
    return store_.write([&](Transaction& transaction) -> Status {
        for (auto notice : notices) {
            notice.state = NoticeState::queued;
            notice.attempts -= 1;
            // Told from a notice that was never claimed by this alone, see Notice.
            notice.next_attempt_at = due_at == notice.created_at ? due_at + Duration{1} : due_at;
            TRY(settle_notice(transaction, notice));
        }
        return Done{};
    });
}

}  // namespace roomkey
