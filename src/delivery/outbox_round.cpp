#include "delivery/outbox_round.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "base/time_left.hpp"

namespace roomkey {
namespace {

OutgoingMessage message_of(ClaimedNotice& claimed) {
    auto const& notice = claimed.notice;
    return {notice.id,
            notice.channel,
            notice.language,
            std::move(claimed.contact),
            std::move(claimed.code),
            std::move(claimed.corp_name),
            std::move(claimed.terminal_name),
            std::move(claimed.account),
            notice.created_at,
            notice.expires_at,
            notice.corp_id,
            notice.has_password(),
            claimed.is_of_hard_terminal,
            std::move(claimed.serial_number),
            std::move(claimed.time_zone)};
}

AttemptReport::Kind kind_of(SendOutcome::Kind kind) {
    switch (kind) {
        case SendOutcome::Kind::accepted:
            return AttemptReport::Kind::accepted;
        case SendOutcome::Kind::refused:
            return AttemptReport::Kind::refused;
        case SendOutcome::Kind::unclear:
            return AttemptReport::Kind::unclear;
        case SendOutcome::Kind::unanswered:
            return AttemptReport::Kind::unanswered;
        case SendOutcome::Kind::try_again:
            break;
    }
    return AttemptReport::Kind::try_again;
}

std::string_view event_of(NoticeState state) {
    switch (state) {
        case NoticeState::accepted:
            return "notice_accepted";
        case NoticeState::failed:
            return "notice_failed";
        case NoticeState::superseded:
            return "notice_superseded";
        case NoticeState::queued:
        case NoticeState::sending:
            break;
    }
    return "notice_retried";
}

void count(DeliveryCounters& counters, Notice const& notice) {
    switch (notice.state) {
        case NoticeState::accepted:
            return counters.count(notice.channel, &ChannelFigures::accepted);
        case NoticeState::superseded:
            return counters.count(notice.channel, &ChannelFigures::superseded);
        case NoticeState::failed:
            return counters.count_failure(notice.channel, failure_reason(notice.failure));
        case NoticeState::queued:
        case NoticeState::sending:
            return counters.count(notice.channel, &ChannelFigures::retries);
    }
}

std::size_t index_of(Channel channel) { return channel == Channel::sms ? 0 : 1; }

}  // namespace

OutboxRound::OutboxRound(OutboxParts parts, RoundLimits limits) : parts_(parts), limits_(limits) {
    // With less, every notice would be given back unsent, over and over.
    limits_.lease = std::max(limits_.lease, 2 * send_time_max);
}

Result<int> OutboxRound::run(std::stop_token const& stop) {
    TRY(record_earlier());
    auto claim = TRY(parts_.claims.run(limits_.batch, limits_.lease));
    for (auto const& notice : claim.settled) tell(notice);
    Leftovers left;
    auto const delivered = deliver_all(claim.due, stop, left);
    auto const given_back = give_back(left);
    TRY(delivered);
    TRY(given_back);
    return static_cast<int>(claim.due.size() + claim.settled.size());
}

Status OutboxRound::deliver_all(std::vector<ClaimedNotice>& batch, std::stop_token const& stop,
                                Leftovers& left) {
    Status status = Done{};
    for (auto& claimed : batch) {
        auto& notice = claimed.notice;
        auto const now = parts_.clock.now();
        auto const channel = index_of(notice.channel);
        if (!status.ok() || stop.stop_requested() || notice.leased_until - now < send_time_max) {
            left.due_now.push_back(std::move(notice));
        } else if (time_left(closed_until_.at(channel), now, limits_.closed) > Duration::zero()) {
            left.put_off.at(channel).push_back(std::move(notice));
        } else {
            status = deliver(claimed);
        }
    }
    return status;
}

Status OutboxRound::give_back(Leftovers const& left) {
    TRY(parts_.settlements.give_back(left.due_now, parts_.clock.now()));
    for (std::size_t channel = 0; channel < left.put_off.size(); ++channel) {
        TRY(parts_.settlements.give_back(left.put_off.at(channel), closed_until_.at(channel)));
    }
    return Done{};
}

Status OutboxRound::deliver(ClaimedNotice& claimed) {
    // A reset may have been answered since the claim, and its promise covers this message, too.
    if (!TRY(parts_.settlements.is_still_due(claimed.notice))) {
        tell_lost(claimed.notice, "notice_lost");
        return Done{};
    }
    auto const begun_at = parts_.clock.now();
    auto outcome = send(claimed);
    auto const ended_at = parts_.clock.now();
    if (!outcome.to_mend.empty()) alarm(claimed.notice, outcome, ended_at);
    bool const is_failure = outcome.kind == SendOutcome::Kind::try_again ||
                            outcome.kind == SendOutcome::Kind::unanswered;
    if (is_failure && ended_at - begun_at >= limits_.slow_failure) {
        closed_until_.at(index_of(claimed.notice.channel)) = ended_at + limits_.closed;
    }
    Unrecorded attempt{std::move(claimed.notice),
                       {kind_of(outcome.kind), std::move(outcome.reason)}};
    auto status = record(attempt);
    // Kept, so that a store that is briefly unavailable does not make the message go out twice.
    if (!status.ok()) unrecorded_.push_back(std::move(attempt));
    return status;
}

SendOutcome OutboxRound::send(ClaimedNotice& claimed) {
    auto& channel = parts_.channels.of(claimed.notice.channel);
    // A channel does not throw. If one does nevertheless, the rest of the batch must not suffer.
    try {
        return channel.send(message_of(claimed));
    } catch (std::exception const& exception) {
        parts_.log.write(LogLevel::error, "channel_threw",
                         {{"notice", claimed.notice.id.value},
                          {"channel", std::string(wire_name(claimed.notice.channel))},
                          {"detail", exception.what()}});
        return {SendOutcome::Kind::try_again, "internal error in the channel"};
    }
}

Status OutboxRound::record(Unrecorded const& attempt) {
    auto const settled = TRY(parts_.settlements.run(attempt.notice, attempt.report));
    if (settled) {
        tell(*settled);
        return Done{};
    }
    // Its sending had begun before the reset that replaced it was answered.
    bool const is_sent = attempt.report.kind == AttemptReport::Kind::accepted;
    tell_lost(attempt.notice, is_sent ? "notice_overtaken" : "notice_lost");
    return Done{};
}

Status OutboxRound::record_earlier() {
    while (!unrecorded_.empty()) {
        TRY(record(unrecorded_.back()));
        unrecorded_.pop_back();
    }
    return Done{};
}

void OutboxRound::tell(Notice const& notice) {
    count(parts_.counters, notice);
    if (was_told(notice)) return;
    bool const is_fine =
        notice.state == NoticeState::accepted || notice.state == NoticeState::superseded;
    parts_.log.write(is_fine ? LogLevel::info : LogLevel::warning, event_of(notice.state),
                     {{"notice", notice.id.value},
                      {"channel", std::string(wire_name(notice.channel))},
                      {"contact", notice.masked_contact},
                      {"attempts", std::to_string(notice.attempts)},
                      {"reason", notice.failure}});
}

bool OutboxRound::was_told(Notice const& notice) {
    bool const is_put_off =
        notice.state == NoticeState::queued && failure_reason(notice.failure).starts_with("guard_");
    if (!is_put_off) return false;
    auto const now = parts_.clock.now();
    std::erase_if(told_, [&](auto const& each) {
        return time_left(each.second, now, notice_wait_max) == Duration::zero();
    });
    auto const what =
        std::string(wire_name(notice.channel)) + ' ' + notice.corp_id.value + ' ' + notice.failure;
    return !told_.emplace(what, notice.next_attempt_at).second;
}

void OutboxRound::alarm(Notice const& notice, SendOutcome const& outcome, Instant now) {
    if (!parts_.counters.count_refusal(notice.channel, outcome.to_mend, now)) return;
    parts_.log.write(LogLevel::error, "delivery_refused",
                     {{"channel", std::string(wire_name(notice.channel))},
                      {"mend", std::string(outcome.to_mend)},
                      {"reason", outcome.reason},
                      {"notice", notice.id.value}});
}

void OutboxRound::tell_lost(Notice const& notice, std::string_view event) {
    parts_.log.write(LogLevel::info, event,
                     {{"notice", notice.id.value},
                      {"channel", std::string(wire_name(notice.channel))},
                      {"contact", notice.masked_contact}});
}

}  // namespace roomkey
