#include "cli/terminal/device_transport.hpp"

namespace roomkey {
namespace {

// Three heartbeats of the server (one every 15 s), so that two may be lost.
constexpr std::chrono::milliseconds silence_max{45'000};

}  // namespace

Result<HttpAnswer> HttpDeviceTransport::send(std::string_view method, std::string_view target,
                                             std::vector<HttpHeader> const& headers,
                                             std::string_view body) {
    return client_.send(method, target, headers, body);
}

Result<HttpAnswer> HttpDeviceTransport::stream(
    std::string_view target, std::vector<HttpHeader> const& headers,
    std::function<bool(std::string_view line)> const& on_line) {
    return client_.stream(target, headers, silence_max, on_line);
}

}  // namespace roomkey
