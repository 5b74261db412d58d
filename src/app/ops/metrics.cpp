#include "app/ops/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <sstream>
#include <utility>

namespace roomkey {
namespace {

/// How many codes a format has.
double code_space(CodeFormat const& format) {
    // The last of the Crockford characters checks the others.
    return format.alphabet == CodeFormat::Alphabet::decimal ? std::pow(10.0, format.length)
                                                            : std::pow(32.0, format.length - 1);
}

constexpr std::string_view no_route = "none";

/// The value of a gauge for which the store gave no answer.
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

prometheus::Histogram::BucketBoundaries seconds_buckets() {
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
}

constexpr std::array<std::pair<ActivationOutcome, char const*>, 6> activation_outcomes{{
    {ActivationOutcome::activated, "activated"},
    {ActivationOutcome::wrong, "wrong"},
    {ActivationOutcome::lapsed, "lapsed"},
    {ActivationOutcome::mismatch, "mismatch"},
    {ActivationOutcome::disabled, "disabled"},
    {ActivationOutcome::limited, "limited"},
}};

constexpr std::array<std::pair<std::uint64_t ChannelFigures::*, char const*>, 3> notice_outcomes{{
    {&ChannelFigures::accepted, "accepted"},
    {&ChannelFigures::retries, "retried"},
    {&ChannelFigures::superseded, "superseded"},
}};

/// Series created when first needed: found under a shared lock, created under an exclusive one.
/// Nothing is ever removed, so a series may be used after the lock is gone. Keys are routes,
/// statuses and reasons of ours, so there are few.
template <class Key, class Series>
class SeriesTable {
public:
    template <class Make>
    Series find_or_make(Key const& key, Make const& make) {
        {
            std::shared_lock const lock(mutex_);
            auto const found = series_.find(key);
            if (found != series_.end()) return found->second;
        }
        std::unique_lock const lock(mutex_);
        auto const found = series_.find(key);
        if (found != series_.end()) return found->second;
        return series_.emplace(key, make()).first->second;
    }

private:
    std::shared_mutex mutex_;
    std::map<Key, Series> series_;
};

/// Others count; a counter here may only be moved up to their value.
template <class Count>
void move_to(prometheus::Counter& counter, Count count) {
    counter.Increment(static_cast<double>(count) - counter.Value());
}

struct RequestSeries {
    prometheus::Counter* count = nullptr;
    prometheus::Histogram* seconds = nullptr;
};

void move_on(prometheus::Family<prometheus::Counter>& family, Channel channel,
             std::map<std::string_view, std::uint64_t> const& by_reason) {
    for (auto const& [reason, count] : by_reason) {
        auto& counter = family.Add(
            {{"channel", std::string(wire_name(channel))}, {"reason", std::string(reason)}});
        move_to(counter, count);
    }
}

}  // namespace

struct Metrics::Implementation {
    Implementation(Clock const& the_clock, GuessLimits const& limits);

    prometheus::Family<prometheus::Counter>& counters(char const* name, char const* help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }
    prometheus::Family<prometheus::Gauge>& gauges(char const* name, char const* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    }
    /// A gauge without labels.
    prometheus::Gauge& gauge(char const* name, char const* help) {
        return gauges(name, help).Add({});
    }

    void fill_from_sources();
    void fill_from_workers(char const* pool, WorkerFigures const& figures);
    void fill_from_notices();
    void fill_from_live_codes();
    void fill_from_delivery();
    void fill_from_connections();

    Clock const& clock;
    double const guesses_per_minute;
    MetricsSources sources;
    // Before the families, which live in it.
    prometheus::Registry registry;

    prometheus::Family<prometheus::Counter>& requests;
    prometheus::Family<prometheus::Histogram>& request_seconds;
    prometheus::Family<prometheus::Counter>& refusals;
    prometheus::Family<prometheus::Counter>& activations;
    prometheus::Family<prometheus::Counter>& notices;
    prometheus::Family<prometheus::Counter>& notices_failed;
    prometheus::Family<prometheus::Counter>& delivery_refusals;
    prometheus::Family<prometheus::Counter>& reports;
    prometheus::Family<prometheus::Counter>& unopened;
    prometheus::Counter& store_failures;
    prometheus::Family<prometheus::Gauge>& ready;
    prometheus::Family<prometheus::Gauge>& damaged;
    prometheus::Family<prometheus::Gauge>& connections;
    prometheus::Family<prometheus::Gauge>& connections_max;
    prometheus::Family<prometheus::Counter>& connections_refused;
    prometheus::Family<prometheus::Counter>& connections_evicted;
    prometheus::Family<prometheus::Counter>& log_lines_dropped;
    prometheus::Family<prometheus::Gauge>& queue_length;
    prometheus::Family<prometheus::Gauge>& queue_max;
    prometheus::Family<prometheus::Gauge>& queue_wait;
    prometheus::Family<prometheus::Gauge>& jobs_refused;
    prometheus::Family<prometheus::Gauge>& jobs_failed;
    prometheus::Family<prometheus::Gauge>& notices_queued;
    prometheus::Family<prometheus::Gauge>& notices_oldest;
    prometheus::Family<prometheus::Gauge>& live_codes;
    prometheus::Family<prometheus::Gauge>& hit_chance;
    prometheus::Family<prometheus::Gauge>& sealed;

    // Routes and reasons of requests have static storage, so views may stay as keys.
    SeriesTable<std::pair<std::string_view, int>, RequestSeries> request_table;
    SeriesTable<std::string_view, prometheus::Counter*> refusal_table;
    std::array<prometheus::Counter*, activation_outcomes.size()> activation_counters{};
    std::map<std::uint8_t, prometheus::Gauge*> sealed_gauges;
    /// Until then the gauges of live codes are good; empty if the last question failed.
    std::optional<Instant> live_codes_due;
    // One scrape at a time, so that the result is of one moment.
    std::mutex scrape_mutex;
};

Metrics::Implementation::Implementation(Clock const& the_clock, GuessLimits const& limits)
    : clock(the_clock),
      guesses_per_minute(limits.per_minute),
      requests(counters("roomkey_http_requests_total", "Requests that received a response.")),
      request_seconds(prometheus::BuildHistogram()
                          .Name("roomkey_http_request_seconds")
                          .Help("Time from a request's last byte to its response's first.")
                          .Register(registry)),
      refusals(counters("roomkey_http_refusals_total", "Refused requests, by stable reason.")),
      activations(counters("roomkey_activations_total", "Presented codes, by outcome.")),
      notices(counters("roomkey_notices_total",
                       "Outcomes of notices since the start, by channel and outcome.")),
      notices_failed(counters(
          "roomkey_notices_failed_total",
          "Notices that failed for good since the start, by channel and "
          "reason: refused (by the channel), code_lapsed, sms_off, account_disabled, damaged, "
          "guard_country, guard_contact_limit, guard_corp_limit, "
          "guard_country_limit, guard_daily_ceiling.")),
      delivery_refusals(
          counters("roomkey_delivery_refusals_total",
                   "Attempts refused until the operator acts, by channel and reason: greeting, "
                   "hello, tls, certificate, sign_in, sender, recipient, message "
                   "(mail); sign_in, address, route, answer (text messages).")),
      reports(counters("roomkey_sms_reports_total",
                       "Recorded delivery reports of the SMS gateway, by status.")),
      unopened(counters("roomkey_unopened_values_total",
                        "Values shown empty in lists because they could not be opened, by kind.")),
      store_failures(counters("roomkey_store_figures_failures_total",
                              "Scrapes for which the database returned no figures.")
                         .Add({})),
      ready(gauges("roomkey_ready", "1 if /readyz returns 200, else 0.")),
      damaged(gauges("roomkey_database_damaged",
                     "1 if the last reading of all pages of the embedded database found a damaged "
                     "one, else 0; absent until the first one is complete.")),
      connections(gauges("roomkey_http_connections", "Open connections.")),
      connections_max(gauges("roomkey_http_connections_max", "Connections permitted at once.")),
      connections_refused(counters("roomkey_http_connections_refused_total",
                                   "Refused connections: source limit, or server full.")),
      connections_evicted(counters("roomkey_http_connections_evicted_total",
                                   "Idle connections closed to make room for new ones.")),
      log_lines_dropped(counters("roomkey_log_lines_dropped_total",
                                 "Log lines dropped because nothing read them fast enough.")),
      queue_length(gauges("roomkey_worker_queue_length", "Jobs waiting for a worker, by pool.")),
      queue_max(gauges("roomkey_worker_queue_max", "Jobs that a pool's queue has room for.")),
      queue_wait(gauges("roomkey_worker_queue_wait_seconds",
                        "How long the next job in the queue has waited; 0 if there is none.")),
      jobs_refused(gauges("roomkey_worker_jobs_refused", "Jobs that found the queue full.")),
      jobs_failed(
          gauges("roomkey_worker_jobs_failed", "Jobs that failed by a bug since the start.")),
      notices_queued(gauges("roomkey_notices_queued", "Notices not yet settled.")),
      notices_oldest(gauges("roomkey_notices_oldest_age_seconds",
                            "Age of the oldest notice not yet settled; 0 if there is none.")),
      live_codes(gauges("roomkey_live_codes", "Codes that can activate a terminal now.")),
      hit_chance(
          gauges("roomkey_guess_hit_chance_per_minute",
                 "Chance that one minute of guessing at the permitted rate hits a live code: "
                 "budget * live codes / possible codes, summed over the formats in use.")),
      sealed(gauges("roomkey_sealed_values",
                    "Secrets in the database by the key that seals them, as last counted in the "
                    "background; not counted while there is only one key.")) {
    gauge("roomkey_guess_budget_per_minute", "Wrong codes permitted per minute.")
        .Set(guesses_per_minute);
    // From the start, so that a rate over the first minutes is right.
    unopened.Add({{"kind", "code"}});
    for (auto const& [outcome, name] : activation_outcomes) {
        activation_counters[static_cast<std::size_t>(outcome)] =
            &activations.Add({{"outcome", name}});
    }
}

void Metrics::Implementation::fill_from_sources() {
    if (sources.is_ready) ready.Add({}).Set(sources.is_ready() ? 1 : 0);
    auto const pages = sources.pages ? sources.pages() : PageState::unread;
    if (pages != PageState::unread) damaged.Add({}).Set(pages == PageState::damaged ? 1 : 0);
    if (sources.connections) {
        connections.Add({}).Set(static_cast<double>(sources.connections()));
    }
    if (sources.api_workers) fill_from_workers("api", sources.api_workers());
    if (sources.password_workers) fill_from_workers("passwords", sources.password_workers());
    if (sources.password_change_workers) {
        fill_from_workers("password_changes", sources.password_change_workers());
    }
    if (sources.provider_workers) fill_from_workers("providers", sources.provider_workers());
    if (sources.notices) fill_from_notices();
    if (sources.live_codes) fill_from_live_codes();
    if (sources.delivery) fill_from_delivery();
    if (sources.connection_figures) fill_from_connections();
    if (sources.log_lines_dropped) move_to(log_lines_dropped.Add({}), sources.log_lines_dropped());
    if (!sources.sealed) return;
    // A key with which nothing is sealed any more stays, as 0.
    for (auto& [key, gauge] : sealed_gauges) gauge->Set(0);
    for (auto const& [key, count] : sources.sealed()) {
        auto& gauge = sealed_gauges[key];
        if (gauge == nullptr) gauge = &sealed.Add({{"key", std::to_string(key)}});
        gauge->Set(static_cast<double>(count));
    }
}

void Metrics::Implementation::fill_from_workers(char const* pool, WorkerFigures const& figures) {
    prometheus::Labels const labels{{"pool", pool}};
    queue_length.Add(labels).Set(static_cast<double>(figures.waiting));
    queue_max.Add(labels).Set(static_cast<double>(figures.waiting_max));
    queue_wait.Add(labels).Set(std::chrono::duration<double>(figures.oldest_wait).count());
    jobs_refused.Add(labels).Set(static_cast<double>(figures.refused));
    jobs_failed.Add(labels).Set(static_cast<double>(figures.failed));
}

void Metrics::Implementation::fill_from_connections() {
    auto const figures = sources.connection_figures();
    move_to(connections_refused.Add({{"reason", "source"}}), figures.refused_source);
    move_to(connections_refused.Add({{"reason", "full"}}), figures.refused_full);
    move_to(connections_evicted.Add({}), figures.evicted);
    connections_max.Add({}).Set(static_cast<double>(figures.open_max));
}

void Metrics::Implementation::fill_from_delivery() {
    auto const figures = sources.delivery();
    for (auto const channel : {Channel::sms, Channel::email}) {
        auto const& of_channel = channel == Channel::sms ? figures.sms : figures.email;
        for (auto const& [member, outcome] : notice_outcomes) {
            auto& counter =
                notices.Add({{"channel", std::string(wire_name(channel))}, {"outcome", outcome}});
            move_to(counter, of_channel.*member);
        }
        // From the start, so that the first ones are an increase.
        for (auto const* reason : {"refused", "code_lapsed"}) {
            notices_failed.Add({{"channel", std::string(wire_name(channel))}, {"reason", reason}});
        }
        move_on(notices_failed, channel, of_channel.failed);
        move_on(delivery_refusals, channel, of_channel.refusals);
    }
}

void Metrics::Implementation::fill_from_notices() {
    double waiting = unknown;
    double age_s = unknown;
    auto const figures = sources.notices();
    if (figures.ok()) {
        waiting = static_cast<double>(figures->queued);
        auto const oldest = figures->oldest_created_at;
        age_s = oldest ? std::chrono::duration<double>(clock.now() - *oldest).count() : 0.0;
        // Another node's clock may be ahead of ours.
        age_s = std::max(age_s, 0.0);
    } else {
        store_failures.Increment();
    }
    notices_queued.Add({}).Set(waiting);
    notices_oldest.Add({}).Set(age_s);
}

void Metrics::Implementation::fill_from_live_codes() {
    if (live_codes_due && clock.now() < *live_codes_due) return;
    double codes = unknown;
    double chance = unknown;
    auto const found = sources.live_codes();
    live_codes_due.reset();
    if (found.ok()) {
        live_codes_due = clock.now() + live_codes_period;
        codes = chance = 0;
        for (auto const& live : *found) {
            codes += static_cast<double>(live.count);
            chance +=
                guesses_per_minute * static_cast<double>(live.count) / code_space(live.format);
        }
    } else {
        store_failures.Increment();
    }
    live_codes.Add({}).Set(codes);
    hit_chance.Add({}).Set(chance);
}

Metrics::Metrics(Clock const& clock, GuessLimits const& limits)
    : implementation_(std::make_unique<Implementation>(clock, limits)) {}

Metrics::~Metrics() = default;

void Metrics::set_sources(MetricsSources sources) {
    std::lock_guard const lock(implementation_->scrape_mutex);
    implementation_->sources = std::move(sources);
}

void Metrics::observe_request(HttpObservation const& observation) {
    auto& own = *implementation_;
    auto const route = observation.route.empty() ? no_route : observation.route;
    auto const series = own.request_table.find_or_make({route, observation.status}, [&] {
        prometheus::Labels const by_route{{"route", std::string(route)}};
        auto by_status = by_route;
        by_status.emplace("status", std::to_string(observation.status));
        return RequestSeries{&own.requests.Add(by_status),
                             &own.request_seconds.Add(by_route, seconds_buckets())};
    });
    series.count->Increment();
    series.seconds->Observe(std::chrono::duration<double>(observation.took).count());
    if (observation.reason.empty()) return;
    own.refusal_table
        .find_or_make(observation.reason,
                      [&] {
                          return &own.refusals.Add({{"reason", std::string(observation.reason)}});
                      })
        ->Increment();
}

void Metrics::observe_activation(ActivationOutcome outcome) {
    implementation_->activation_counters[static_cast<std::size_t>(outcome)]->Increment();
}

void Metrics::observe_report(std::string_view status) {
    implementation_->reports.Add({{"status", std::string(status)}}).Increment();
}

void Metrics::observe_unopened(UnopenedValues const& values) {
    implementation_->unopened.Add({{"kind", std::string(values.kind)}})
        .Increment(static_cast<double>(values.count));
}

std::string Metrics::scrape() {
    std::lock_guard const lock(implementation_->scrape_mutex);
    implementation_->fill_from_sources();
    return prometheus::TextSerializer().Serialize(implementation_->registry.Collect());
}

}  // namespace roomkey
