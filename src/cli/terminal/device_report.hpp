#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "cli/console.hpp"
#include "cli/terminal/device_messages.hpp"

namespace roomkey {

/// Tells the user what happens to a device: one line for each event, or one JSON object on a line.
/// Every line is flushed, because a program may be waiting for it.
class DeviceReport {
public:
    DeviceReport(Console console, Clock const& clock, bool is_json)
        : console_(console), clock_(clock), is_json_(is_json) {}

    /// `event` is "activated", "bound" or "updated".
    void profile(std::string_view event, DeviceProfile const& profile);
    void unbound(UnbindNews const& news);
    void renewed(Instant renew_at);
    void offline(std::string const& reason);
    /// Goes to standard error as well; `what` is what was refused.
    void refused(std::string_view what, DeviceRefusal const& refusal);
    /// To standard error only.
    void problem(std::string const& text);

private:
    void write(std::string_view event, boost::json::object fields, std::string const& text);

    Console console_;
    Clock const& clock_;
    bool is_json_;
};

}  // namespace roomkey
