#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// Everything that a message to one contact needs.
struct OutgoingMessage {
    NoticeId id;  ///< The stable message id: the same at every attempt.
    Channel channel = Channel::email;
    Language language = Language::zh_cn;
    Secret contact;
    Secret code;
    std::string corp_name;
    std::string terminal_name;  ///< The person's, of a password.
    std::string account;
    Instant created_at{};
    Instant expires_at{};
    CorpId corp_id;             ///< Whose templates are used, where an enterprise has its own.
    bool has_password = false;  ///< `code` is a person's new password.
    bool is_of_hard_terminal = false;
    std::string serial_number;  ///< Of a hard terminal; empty: that of the device.
    std::string time_zone;      ///< In which times are said; empty: as the language has it.
};

/// How an attempt ended.
struct SendOutcome {
    /// `unclear`: the answer does not say whether it was taken; `unanswered`: it went out, and no
    /// answer came. It may have been taken, so it must not be sent over and over.
    enum class Kind : std::uint8_t { accepted, try_again, unclear, unanswered, refused };
    Kind kind = Kind::accepted;
    std::string reason;  ///< Safe to show; empty if accepted.
    /// What the operator has to fix before messages like this one go out, as a word of static
    /// storage for metrics; empty if nothing on our side is wrong.
    std::string_view to_mend = "";
};

/// No channel may take longer than this for one message: the lease of a notice is sized by it.
constexpr Duration send_time_max = std::chrono::seconds{30};

/// One way out: a spool directory, SMTP, an SMS gateway. Calls may block up to the channel's own
/// time limit, which is `send_time_max` at most. Thread-safe.
class DeliveryChannel {
public:
    virtual ~DeliveryChannel() = default;
    virtual SendOutcome send(OutgoingMessage const& message) = 0;

    /// From now on everything, including what is in progress on other threads, ends within about a
    /// second as `try_again`: the program stops and has no time left. Channels that do not wait for
    /// others have nothing to do.
    virtual void cancel() {}
};

/// Which way a message goes. Both may be the same; they outlive the holder of this.
struct ChannelSet {
    DeliveryChannel& sms;
    DeliveryChannel& email;

    [[nodiscard]] DeliveryChannel& of(Channel channel) const {
        return channel == Channel::sms ? sms : email;
    }
};

}  // namespace roomkey
