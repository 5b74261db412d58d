#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "app/ops/readiness.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// What the ops listener serves: GET and HEAD of /livez, /readyz and /metrics. Liveness asks
/// nothing: a process that responds is alive, and restarting it fixes no database. Errors have the
/// API's form.
class OpsHandler final : public HttpHandler {
public:
    /// `scrape` gives the text of /metrics. `readiness`, `log` and what the callbacks use outlive
    /// the handler.
    OpsHandler(Readiness& readiness, std::function<std::string()> scrape, Log& log);

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

    Readiness& readiness_;
    std::function<std::string()> scrape_;
    std::function<Status(std::string_view)> take_report_;
    std::function<Status()> reset_;
    Log& log_;
};

}  // namespace roomkey
