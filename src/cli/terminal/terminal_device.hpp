#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "cli/terminal/credential_file.hpp"
#include "cli/terminal/device_report.hpp"
#include "cli/terminal/device_transport.hpp"
#include "cli/terminal/sse_parser.hpp"

namespace roomkey {

/// What a device says about itself when it presents a code.
struct DeviceIdentity {
    std::string code;
    std::string sn;
    std::string device_type;  ///< Empty: not said.
    std::string model;
    std::string activation_key;  ///< The Idempotency-Key of the activation, and of its repetitions.
};

enum class DeviceState : std::uint8_t {
    bound,
    offline,  ///< The server cannot be reached now, or gives no usable response.
    refused,  ///< The code or the credential is not accepted.
    unbound,
    stopped,  ///< The program was asked to stop.
};

/// Reconnecting begins with this pause, which doubles up to the longest one.
constexpr Duration reconnect_pause_first = std::chrono::seconds{1};
constexpr Duration reconnect_pause_max = std::chrono::seconds{30};
/// How often a code is presented whose answer is lost.
constexpr int activation_tries_max = 5;
/// Until a renewal that failed is tried again.
constexpr Duration renewal_pause = std::chrono::minutes{1};

/// A terminal as the server sees one: presents a code, keeps its credential fresh, and follows what
/// becomes of its binding. References must outlive it. One thread at a time.
class TerminalDevice {
public:
    /// `wait_for_stop` as in `CommandHost`.
    TerminalDevice(DeviceTransport& transport, CredentialFile const& file, Clock const& clock,
                   DeviceReport& report, std::function<bool(Duration)> wait_for_stop)
        : transport_(transport),
          file_(file),
          clock_(clock),
          report_(report),
          wait_for_stop_(std::move(wait_for_stop)) {}

    /// Presents the code, again with the same key if the response is lost. `bound`, or `refused`,
    /// whether by the server or because it stays unreachable; `stopped`.
    DeviceState activate(DeviceIdentity const& identity);

    /// Resumes with a credential of an earlier run, and asks whether it is valid.
    DeviceState resume(KeptCredential credential);

    /// Follows the binding until it ends or the program stops: by the event stream, and by asking
    /// in between whenever that ends. Never `bound` nor `offline`.
    DeviceState follow();

private:
    Result<HttpAnswer> present(DeviceIdentity const& identity);
    DeviceState ask();
    DeviceState listen();
    DeviceState take(SseEvent const& event);
    DeviceState renew();
    DeviceState judge(HttpAnswer const& answer);
    DeviceState accept(CredentialGrant grant);
    /// The server accepted the credential, so the one before it is over.
    void forget_previous();
    void lose_binding(UnbindNews const& news);
    [[nodiscard]] bool is_renewal_due() const { return clock_.now() >= credential_.renew_at; }
    [[nodiscard]] std::vector<HttpHeader> headers() const;

    DeviceTransport& transport_;
    CredentialFile const& file_;
    Clock const& clock_;
    DeviceReport& report_;
    std::function<bool(Duration)> wait_for_stop_;
    KeptCredential credential_;
    std::optional<DeviceProfile> profile_;  ///< As last reported.
    bool is_online_ = true;                 ///< As last reported.
    bool was_heard_ = false;                ///< The current event stream brought something.
};

}  // namespace roomkey
