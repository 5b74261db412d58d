#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
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
    std::string terminal_name;
    std::string account;
    Instant created_at{};
    Instant expires_at{};
};

/// How an attempt ended.
struct SendOutcome {
    enum class Kind : std::uint8_t { accepted, try_again, refused };
    Kind kind = Kind::accepted;
    std::string reason;  ///< Safe to show; empty if accepted.
};

/// One way out: a spool directory, SMTP, an SMS gateway. Calls may block up to the channel's own
/// time limit.
class DeliveryChannel {
public:
    virtual ~DeliveryChannel() = default;
    virtual SendOutcome send(OutgoingMessage const& message) = 0;
};

}  // namespace roomkey
