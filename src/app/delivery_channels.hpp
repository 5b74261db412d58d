#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/config.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "delivery/sms/delivery_report.hpp"
#include "delivery/spool/spool_channel.hpp"

namespace roomkey {

/// What we call ourselves to the mail server.
std::string greeting_of(EmailConfig const& email);

/// The channels that the configuration asks for. What has none goes to the spool folder.
class DeliveryChannels {
public:
    /// `invalid_parameter` naming the key that cannot work; `unavailable` if folder or templates
    /// cannot be used. `report_key` signs the URLs of delivery reports. Does not connect to
    /// anything.
    static Result<DeliveryChannels> open(Config const& config, Secret report_key,
                                         Clock const& clock);

    [[nodiscard]] ChannelSet set() const {
        return {sms_ ? *sms_ : *spool_, email_ ? *email_ : *spool_};
    }
    [[nodiscard]] SpoolChannel const& spool() const { return *spool_; }
    /// Reads what Kannel reports; empty if reports are not asked for.
    [[nodiscard]] std::optional<DeliveryReports> const& reports() const { return reports_; }

private:
    std::unique_ptr<SpoolChannel> spool_;
    std::unique_ptr<DeliveryChannel> sms_;
    std::unique_ptr<DeliveryChannel> email_;
    std::optional<DeliveryReports> reports_;
};

}  // namespace roomkey
