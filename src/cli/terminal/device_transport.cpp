#include "cli/terminal/device_transport.hpp"

#include "cli/text/server_flags.hpp"

namespace roomkey {
namespace {

// Three heartbeats of the server (one every 15 s), so that two may be lost.
constexpr std::chrono::milliseconds silence_max{45'000};

Result<HttpAnswer> with_remedies(Result<HttpAnswer> answer) {
    if (!answer.ok()) return with_remedy(answer.error());
    return answer;
}

}  // namespace

Result<HttpAnswer> HttpDeviceTransport::send(std::string_view method, std::string_view target,
                                             std::vector<HttpHeader> const& headers,
                                             std::string_view body) {
    return with_remedies(client_.send(method, target, headers, body));
}

Result<HttpAnswer> HttpDeviceTransport::stream(
    std::string_view target, std::vector<HttpHeader> const& headers,
    std::function<bool(std::string_view line)> const& on_line) {
    return with_remedies(client_.stream(target, headers, silence_max, on_line));
}

}  // namespace roomkey
