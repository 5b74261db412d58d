#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "base/result.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// A condition that has to hold before requests should be sent here.
struct ReadinessCheck {
    std::string_view name;  ///< Shown when it fails, such as "store"; static storage.
    std::function<Status()> run;
};

/// A condition that does not hold.
struct Unready {
    std::string_view check;
    Error error;
};

/// The first one that does not hold, if any.
std::optional<Unready> find_unready(std::vector<ReadinessCheck> const& checks);

/// What the ops listener serves: GET and HEAD of /livez, /readyz and /metrics. Liveness asks
/// nothing: a process that responds is alive, and restarting it fixes no database. Errors have the
/// API's form.
class OpsHandler final : public HttpHandler {
public:
    /// `scrape` gives the text of /metrics. What the callbacks use and `log` outlive the handler.
    OpsHandler(std::vector<ReadinessCheck> checks, std::function<std::string()> scrape, Log& log);

    /// Answers GET /sms/report, too, where an SMS gateway reports what became of messages. `take`
    /// gets the query without its question mark. Once, before the first request.
    void take_reports(std::function<Status(std::string_view query)> take) {
        take_report_ = std::move(take);
    }

    /// Answers POST /demo/reset, too, where a test double gets its first state back. Likewise.
    void take_resets(std::function<Status()> reset) { reset_ = std::move(reset); }

    HttpReply handle(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    struct Page;
    [[nodiscard]] static Page const* find_page(std::string_view path);

    HttpReply answer_live(HttpRequest const& request);
    HttpReply answer_ready(HttpRequest const& request);
    HttpReply answer_metrics(HttpRequest const& request);
    HttpReply answer_report(HttpRequest const& request);
    HttpReply answer_reset(HttpRequest const& request);

    std::vector<ReadinessCheck> checks_;
    std::function<std::string()> scrape_;
    std::function<Status(std::string_view)> take_report_;
    std::function<Status()> reset_;
    Log& log_;
};

}  // namespace roomkey
