#include "app/ops/metrics.hpp"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "tests/fakes/fake_clock.hpp"

namespace roomkey {
namespace {

class MetricsTest : public testing::Test {
protected:
    void expect_line(std::string const& line) {
        auto const text = "\n" + metrics_.scrape();
        EXPECT_NE(text.find("\n" + line + "\n"), std::string::npos) << line << "\nin\n" << text;
    }
    void expect_absent(std::string const& part) {
        auto const text = metrics_.scrape();
        EXPECT_EQ(text.find(part), std::string::npos) << text;
    }

    FakeClock clock_;
    Metrics metrics_{clock_, GuessLimits{}};
};

TEST_F(MetricsTest, CountsRequestsByRouteAndStatus) {
    metrics_.observe_request({"reset_code", "", 200, std::chrono::milliseconds{3}});
    metrics_.observe_request({"reset_code", "", 200, std::chrono::milliseconds{30}});
    metrics_.observe_request({"reset_code", "token_missing", 401, std::chrono::milliseconds{0}});
    expect_line("roomkey_http_requests_total{route=\"reset_code\",status=\"200\"} 2");
    expect_line("roomkey_http_requests_total{route=\"reset_code\",status=\"401\"} 1");
    expect_line("roomkey_http_refusals_total{reason=\"token_missing\"} 1");
}

TEST_F(MetricsTest, MeasuresTheTimeOfARouteOverAllItsStatuses) {
    metrics_.observe_request({"reset_code", "", 200, std::chrono::milliseconds{1}});
    metrics_.observe_request({"reset_code", "x", 400, std::chrono::milliseconds{5'000}});
    metrics_.observe_request({"reset_code", "x", 400, std::chrono::milliseconds{5'001}});
    expect_line("roomkey_http_request_seconds_bucket{route=\"reset_code\",le=\"0.001\"} 1");
    expect_line("roomkey_http_request_seconds_bucket{route=\"reset_code\",le=\"5\"} 2");
    expect_line("roomkey_http_request_seconds_bucket{route=\"reset_code\",le=\"+Inf\"} 3");
}

TEST_F(MetricsTest, CountsWhatMatchedNoRouteTogether) {
    metrics_.observe_request({"", "route_unknown", 404, std::chrono::milliseconds{1}});
    expect_line("roomkey_http_requests_total{route=\"none\",status=\"404\"} 1");
}

TEST_F(MetricsTest, ShowsEveryActivationOutcomeFromTheStart) {
    for (auto const* outcome :
         {"activated", "wrong", "lapsed", "mismatch", "disabled", "limited"}) {
        expect_line("roomkey_activations_total{outcome=\"" + std::string(outcome) + "\"} 0");
    }
    metrics_.observe_activation(ActivationOutcome::wrong);
    expect_line("roomkey_activations_total{outcome=\"wrong\"} 1");
}

TEST_F(MetricsTest, CountsValuesThatCouldNotBeOpened) {
    expect_line("roomkey_unopened_values_total{kind=\"code\"} 0");
    metrics_.observe_unopened({"code", 2, "detail"});
    metrics_.observe_unopened({"code", 1, "detail"});
    expect_line("roomkey_unopened_values_total{kind=\"code\"} 3");
}

TEST_F(MetricsTest, ShowsWhatEachKeyHasSealedDownToNothing) {
    SealedCounts counts{{1, 30}, {2, 12}};
    MetricsSources sources;
    sources.sealed = [&] { return counts; };
    metrics_.set_sources(sources);
    expect_line("roomkey_sealed_values{key=\"1\"} 30");
    expect_line("roomkey_sealed_values{key=\"2\"} 12");
    counts = {{2, 42}};
    expect_line("roomkey_sealed_values{key=\"1\"} 0");
    expect_line("roomkey_sealed_values{key=\"2\"} 42");
}

TEST_F(MetricsTest, CountsNoticesAsTheDeliveryDoes) {
    DeliveryFigures figures;
    MetricsSources sources;
    sources.delivery = [&] { return figures; };
    metrics_.set_sources(std::move(sources));
    figures.sms.accepted = 1;
    expect_line("roomkey_notices_total{channel=\"sms\",outcome=\"accepted\"} 1");
    figures.sms.accepted = 3;
    figures.email.failed["guard_country"] = 2;
    figures.email.refusals["sender"] = 4;
    expect_line("roomkey_notices_total{channel=\"sms\",outcome=\"accepted\"} 3");
    expect_line("roomkey_notices_failed_total{channel=\"email\",reason=\"guard_country\"} 2");
    expect_line("roomkey_delivery_refusals_total{channel=\"email\",reason=\"sender\"} 4");
    expect_line("roomkey_notices_total{channel=\"email\",outcome=\"superseded\"} 0");
    // From the start, so that the first of them are an increase.
    expect_line("roomkey_notices_failed_total{channel=\"sms\",reason=\"code_lapsed\"} 0");
    expect_line("roomkey_notices_failed_total{channel=\"sms\",reason=\"refused\"} 0");
    figures.sms.failed["refused"] = 1;
    expect_line("roomkey_notices_failed_total{channel=\"sms\",reason=\"refused\"} 1");
}

TEST_F(MetricsTest, AsksItsSourcesAtEachScrape) {
    std::size_t connections = 3;
    MetricsSources sources;
    sources.connections = [&] { return connections; };
    sources.api_workers = [] { return WorkerFigures{7, std::chrono::milliseconds{250}, 3, 1, 64}; };
    sources.password_workers = [] { return WorkerFigures{.waiting = 16}; };
    sources.password_change_workers = [] { return WorkerFigures{.waiting = 5}; };
    sources.provider_workers = [] { return WorkerFigures{.waiting = 9, .refused = 2}; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_http_connections 3");
    expect_line("roomkey_worker_queue_length{pool=\"api\"} 7");
    expect_line("roomkey_worker_queue_max{pool=\"api\"} 64");
    expect_line("roomkey_worker_queue_wait_seconds{pool=\"api\"} 0.25");
    expect_line("roomkey_worker_jobs_refused{pool=\"api\"} 3");
    expect_line("roomkey_worker_jobs_failed{pool=\"api\"} 1");
    expect_line("roomkey_worker_queue_length{pool=\"passwords\"} 16");
    expect_line("roomkey_worker_queue_length{pool=\"password_changes\"} 5");
    expect_line("roomkey_worker_queue_length{pool=\"providers\"} 9");
    expect_line("roomkey_worker_jobs_refused{pool=\"providers\"} 2");
    connections = 4;
    expect_line("roomkey_http_connections 4");
}

TEST_F(MetricsTest, CountsConnectionsThatFoundNoPlaceAsTheServerDoes) {
    ConnectionFigures figures;
    MetricsSources sources;
    sources.connection_figures = [&] { return figures; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_http_connections_refused_total{reason=\"source\"} 0");
    figures = {.refused_source = 3, .refused_full = 2, .evicted = 5, .open_max = 4096};
    expect_line("roomkey_http_connections_max 4096");
    expect_line("roomkey_http_connections_refused_total{reason=\"source\"} 3");
    expect_line("roomkey_http_connections_refused_total{reason=\"full\"} 2");
    expect_line("roomkey_http_connections_evicted_total 5");
    figures.refused_source = 4;
    expect_line("roomkey_http_connections_refused_total{reason=\"source\"} 4");
}

TEST_F(MetricsTest, CountsDroppedLinesOfTheLog) {
    std::size_t dropped = 0;
    MetricsSources sources;
    sources.log_lines_dropped = [&] { return dropped; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_log_lines_dropped_total 0");
    dropped = 7;
    expect_line("roomkey_log_lines_dropped_total 7");
}

TEST_F(MetricsTest, TellsWhetherItIsReadyNow) {
    bool is_ready = false;
    MetricsSources sources;
    sources.is_ready = [&] { return is_ready; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_ready 0");
    is_ready = true;
    expect_line("roomkey_ready 1");
}

TEST_F(MetricsTest, TellsOfDamageOnceThePagesAreRead) {
    auto pages = PageState::unread;
    MetricsSources sources;
    sources.pages = [&] { return pages; };
    metrics_.set_sources(std::move(sources));
    expect_absent("\nroomkey_database_damaged ");
    pages = PageState::damaged;
    expect_line("roomkey_database_damaged 1");
    pages = PageState::sound;
    expect_line("roomkey_database_damaged 0");
}

TEST_F(MetricsTest, LeavesOutWhatItHasNoSourceFor) {
    expect_absent("\nroomkey_ready ");
    expect_absent("\nroomkey_database_damaged ");
    expect_absent("\nroomkey_http_connections ");
    expect_absent("\nroomkey_http_connections_refused_total{");
    expect_absent("\nroomkey_live_codes ");
    expect_absent("\nroomkey_guess_hit_chance_per_minute ");
}

TEST_F(MetricsTest, CountsReportsOfTheGateway) {
    metrics_.observe_report("delivered");
    metrics_.observe_report("delivered");
    metrics_.observe_report("failed");
    expect_line("roomkey_sms_reports_total{status=\"delivered\"} 2");
    expect_line("roomkey_sms_reports_total{status=\"failed\"} 1");
}

TEST_F(MetricsTest, TellsTheChanceOfGuessing) {
    MetricsSources sources;
    std::vector<LiveCodes> live{{{}, 1'000'000}};
    sources.live_codes = [&] { return live; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_live_codes 1000000");
    expect_line("roomkey_guess_budget_per_minute 600");
    // 600 * 10^6 / 10^11.
    expect_line("roomkey_guess_hit_chance_per_minute 0.006");
    clock_.advance(Metrics::live_codes_period);
    live = {{{CodeFormat::Alphabet::decimal, 8}, 1}};
    expect_line("roomkey_guess_hit_chance_per_minute 6e-06");
    clock_.advance(Metrics::live_codes_period);
    live.push_back({{CodeFormat::Alphabet::decimal, 9}, 10});
    expect_line("roomkey_live_codes 11");
    expect_line("roomkey_guess_hit_chance_per_minute 1.2e-05");
    // 15 characters of 32 and one that checks them: 2^75.
    clock_.advance(Metrics::live_codes_period);
    live = {{{CodeFormat::Alphabet::crockford32, 16}, std::int64_t{1} << 40}};
    expect_line("roomkey_guess_hit_chance_per_minute 1.746229827404022e-08");
}

TEST_F(MetricsTest, TellsHowLongTheOldestNoticeWaits) {
    NoticeFigures figures;
    MetricsSources sources;
    sources.notices = [&] { return figures; };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_notices_queued 0");
    expect_line("roomkey_notices_oldest_age_seconds 0");
    figures = {2, clock_.now() - std::chrono::milliseconds{1'500}};
    expect_line("roomkey_notices_queued 2");
    expect_line("roomkey_notices_oldest_age_seconds 1.5");
    figures = {2, clock_.now() + std::chrono::seconds{5}};
    expect_line("roomkey_notices_oldest_age_seconds 0");
}

TEST_F(MetricsTest, CountsCodesOnceAMinuteHoweverOftenItIsScraped) {
    int asked = 0;
    MetricsSources sources;
    sources.live_codes = [&]() -> Result<std::vector<LiveCodes>> {
        return std::vector<LiveCodes>{{{}, ++asked}};
    };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_live_codes 1");
    expect_line("roomkey_live_codes 1");
    clock_.advance(Metrics::live_codes_period - Duration{1});
    expect_line("roomkey_live_codes 1");
    clock_.advance(Duration{1});
    expect_line("roomkey_live_codes 2");
    EXPECT_EQ(asked, 2);
}

TEST_F(MetricsTest, DoesNotPassOldFiguresOffAsNewIfTheStoreIsSilent) {
    bool is_silent = false;
    MetricsSources sources;
    sources.live_codes = [&]() -> Result<std::vector<LiveCodes>> {
        if (is_silent) return unavailable("gone");
        return std::vector<LiveCodes>{{{}, 5}};
    };
    sources.notices = [&]() -> Result<NoticeFigures> {
        if (is_silent) return unavailable("gone");
        return NoticeFigures{};
    };
    metrics_.set_sources(std::move(sources));
    expect_line("roomkey_live_codes 5");
    expect_line("roomkey_store_figures_failures_total 0");
    is_silent = true;
    clock_.advance(Metrics::live_codes_period);
    auto const text = metrics_.scrape();
    EXPECT_NE(text.find("\nroomkey_live_codes Nan\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\nroomkey_notices_queued Nan\n"), std::string::npos) << text;
    // One for each of the two; asked again at once, because nothing is known.
    expect_line("roomkey_store_figures_failures_total 4");
    is_silent = false;
    expect_line("roomkey_live_codes 5");
}

TEST_F(MetricsTest, LosesNoCountOfManyThreads) {
    constexpr int threads = 4;
    constexpr int requests = 500;
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < threads; ++worker) {
            workers.emplace_back([this] {
                for (int request = 0; request < requests; ++request) {
                    metrics_.observe_request(
                        {"r", "x", 400 + request % 5, std::chrono::milliseconds{1}});
                }
            });
        }
    }
    expect_line("roomkey_http_requests_total{route=\"r\",status=\"403\"} 400");
    expect_line("roomkey_http_refusals_total{reason=\"x\"} 2000");
    expect_line("roomkey_http_request_seconds_count{route=\"r\"} 2000");
}

}  // namespace
}  // namespace roomkey
