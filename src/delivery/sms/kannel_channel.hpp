#pragma once

#include <memory>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/sms/http_sender.hpp"
#include "delivery/sms/kannel_request.hpp"

namespace roomkey {

/// Sends text messages through Kannel's sendsms interface. A message counts as accepted when the
/// gateway has it; delivery reports say what becomes of it then. A lost answer means that the
/// message may go out twice.
class KannelChannel final : public DeliveryChannel {
public:
    /// `invalid_parameter`, naming the option, if one cannot work. Does not connect. The clock
    /// outlives the channel.
    static Result<std::unique_ptr<KannelChannel>> open(KannelOptions options, Clock const& clock);

    SendOutcome send(OutgoingMessage const& message) override;
    void cancel() override { sender_.cancel(); }

private:
    KannelChannel(KannelOptions options, Clock const& clock);

    KannelOptions options_;
    Clock const& clock_;
    HttpSender sender_;
};

}  // namespace roomkey
