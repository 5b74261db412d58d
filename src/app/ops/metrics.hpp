#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/installation/page_checkup.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "delivery/delivery_figures.hpp"
#include "net/http_server.hpp"
#include "net/workers.hpp"
#include "storage/records.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/keys/reseal_values.hpp"
#include "usecase/terminal/activate_terminal.hpp"

namespace roomkey {

/// Called at each scrape, on the scraping thread. Those that are empty omit their figures.
struct MetricsSources {
    std::function<std::size_t()> connections;
    std::function<WorkerFigures()> api_workers;
    std::function<WorkerFigures()> password_workers;
    std::function<WorkerFigures()> password_change_workers;
    std::function<WorkerFigures()> provider_workers;
    std::function<Result<NoticeFigures>()> notices;
    /// Counts every code there is: asked once in `Metrics::live_codes_period`, and again if it
    /// failed.
    std::function<Result<std::vector<LiveCodes>>()> live_codes;
    std::function<DeliveryFigures()> delivery;
    std::function<SealedCounts()> sealed;
    std::function<ConnectionFigures()> connection_figures;
    std::function<std::size_t()> log_lines_dropped;
    /// Whether /readyz would return 200.
    std::function<bool()> is_ready;
    std::function<PageState()> pages;
};

/// The figures of the service in Prometheus' text format. Thread-safe.
///
/// The chance that guessing succeeds is also a figure: with G wrong codes a minute permitted and L
/// live codes of a format that has N, one minute of guessing as fast as permitted hits one of them
/// with a chance of G * L / N. The figure is the sum over all formats, which is what guessing in
/// several of them cannot exceed.
class Metrics {
public:
    Metrics(Clock const& clock, GuessLimits const& limits);
    ~Metrics();
    Metrics(Metrics const&) = delete;
    Metrics& operator=(Metrics const&) = delete;

    /// Once, before the first scrape: its sources are built later than the counters.
    void set_sources(MetricsSources sources);

    /// Cheap: called for each answer, from any thread.
    void observe_request(HttpObservation const& observation);
    void observe_activation(ActivationOutcome outcome);
    /// `status` is the wire name of a report.
    void observe_report(std::string_view status);
    void observe_unopened(UnopenedValues const& values);

    /// What GET /metrics returns. A store that does not answer leaves its figures NaN and is
    /// counted.
    [[nodiscard]] std::string scrape();

    /// How old the figures of live codes may be.
    static constexpr Duration live_codes_period = std::chrono::minutes{1};

    /// The Content-Type of `scrape`.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace roomkey
