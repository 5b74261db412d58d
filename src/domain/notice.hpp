#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey {

enum class Language : std::uint8_t { zh_cn = 0, en_us = 1 };

enum class Channel : std::uint8_t { sms = 0, email = 1 };

/// design: "Delivery". `sending` is a lease; the rest but `queued` are final.
enum class NoticeState : std::uint8_t {
    queued = 0,
    sending = 1,
    accepted = 2,
    failed = 3,
    superseded = 4,
};

constexpr std::array<NoticeState, 5> notice_states{
    NoticeState::queued, NoticeState::sending,    NoticeState::accepted,
    NoticeState::failed, NoticeState::superseded,
};

/// What an SMS gateway reported about a message that it had accepted, from nothing to final: those
/// from `delivered` on are not followed by others.
enum class ReportState : std::uint8_t {
    none = 0,
    submitted = 1,  ///< The SMS centre accepted it.
    buffered = 2,   ///< The SMS centre keeps trying.
    delivered = 3,  ///< To the phone.
    failed = 4,     ///< Not to the phone.
    rejected = 5,   ///< The SMS centre rejected it.
};

constexpr std::array<ReportState, 5> report_states{
    ReportState::submitted, ReportState::buffered, ReportState::delivered,
    ReportState::failed,    ReportState::rejected,
};

/// "zh-CN", "en-US".
std::string_view wire_name(Language language);
std::optional<Language> language_named(std::string_view name);
std::string_view wire_name(Channel channel);
std::string_view wire_name(NoticeState state);
/// Empty for `none`.
std::string_view wire_name(ReportState state);
/// The state with this wire name; empty if there is none.
std::optional<NoticeState> notice_state_named(std::string_view name);
/// Likewise; never `none`.
std::optional<ReportState> report_state_named(std::string_view name);

/// For so long a queued notice waits at most: the limits of a day put it off until the next one.
/// Pauses between attempts, and leases, are shorter.
constexpr Duration notice_wait_max = std::chrono::days{1};

/// Between contact and password in what is sealed for a notice that carries a password.
constexpr char password_mark = '\n';
/// How long a first password is tried to be sent.
constexpr Duration password_notice_validity = std::chrono::days{1};

/// A code on its way to one contact. It names the code by id and holds no copy of its text, so an
/// old notice cannot send a replaced code. Or a first password, which exists nowhere else: it is
/// sealed together with the contact, and superseding its notices replaces it.
struct Notice {
    NoticeId id;  ///< Also the stable message id.
    CorpId corp_id;
    UserId user_id;
    CodeId code_id;  ///< Empty if it carries a password.
    Channel channel = Channel::email;
    Language language = Language::zh_cn;
    Bytes sealed_contact;        ///< Sealed for this notice; emptied when settled.
    std::string masked_contact;  ///< Such as "+86173****9092".
    NoticeState state = NoticeState::queued;
    int attempts = 0;
    int doubtful_attempts = 0;  ///< After which it is unknown whether it was taken.
    Instant created_at{};
    Instant next_attempt_at{};  ///< `created_at` until it is queued again.
    Instant leased_until{};
    std::string leased_by;  ///< The node that holds the lease, or held the last one.
    Instant expires_at{};   ///< When the code expires and sending makes no sense any more.
    /// Why it failed, or why the gateway could not deliver what it had accepted; safe to show.
    std::string failure;
    ReportState report = ReportState::none;
    Instant reported_at{};  ///< Of `report`; the epoch if there is none.

    /// True once a worker has put it back into the queue, attempted or not. One that a dead worker
    /// held was not: it is unknown whether it went out.
    [[nodiscard]] bool was_queued_again() const { return next_attempt_at != created_at; }
    [[nodiscard]] bool has_password() const { return code_id.empty(); }
};

}  // namespace roomkey
