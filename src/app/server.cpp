#include "app/server.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "api/api_handler.hpp"
#include "api/cross_origin.hpp"
#include "app/api_gate.hpp"
#include "app/delivery_channels.hpp"
#include "app/descriptor_limit.hpp"
#include "app/housekeeping.hpp"
#include "app/installation/current_obstacle.hpp"
#include "app/installation/earlier_leases.hpp"
#include "app/installation/engine.hpp"
#include "app/installation/exposures.hpp"
#include "app/installation/page_checkup.hpp"
#include "app/job_worker.hpp"
#include "app/keys/resealing.hpp"
#include "app/ops/metrics.hpp"
#include "app/ops/ops_handler.hpp"
#include "app/slow_threads.hpp"
#include "console/console_handler.hpp"
#include "delivery/outbox_worker.hpp"
#include "net/http_server.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "usecase/delivery/claim_notices.hpp"
#include "usecase/delivery/record_report.hpp"
#include "usecase/delivery/settle_notice.hpp"

namespace roomkey {
namespace {

// Health checks and scrapes are few; they have threads of their own so that a full queue of the API
// does not look like a dead server.
constexpr int ops_threads = 2;
constexpr std::size_t ops_queue_max = 64;

/// A request that waits for longer than this has a caller that is about to give up.
constexpr std::chrono::seconds worker_wait_max{3};

Error not_serving() { return unavailable("the server is starting"); }

Result<bool> renew_self_signed(Config const& config) {
    std::istringstream words(config.tls.names);
    std::vector<std::string> names;
    for (std::string word; words >> word;) names.push_back(std::move(word));
    return ensure_self_signed(config.tls.certificate, config.tls.key, config.listen.host, names);
}

Result<std::unique_ptr<TlsContext>> open_tls(Config const& config) {
    if (config.tls.is_self_signed) TRY(renew_self_signed(config));
    return TlsContext::load(config.tls.certificate, config.tls.key);
}

}  // namespace

/// In the order of building; members die in reverse.
struct Server::Parts {
    Parts(Config given, Clock const& given_clock, SpdlogLog& given_log, ServerExtras given_extras)
        : config(std::move(given)),
          extras(std::move(given_extras)),
          clock(given_clock),
          log(given_log),
          metrics(clock, config.guess) {}

    Config config;
    ServerExtras extras;
    Clock const& clock;
    SpdlogLog& log;
    Metrics metrics;
    std::atomic<bool> is_stopping{false};
    /// What the listeners' threads use of the rest is there once this is true.
    std::atomic<bool> is_serving{false};
    CurrentObstacle obstacle;
    Readiness readiness{readiness_checks()};
    std::optional<FolderLock> lock;
    /// Outlives the store, whose writer wakes its loops.
    std::unique_ptr<HttpServer> http;
    std::unique_ptr<Installation> installation;
    std::unique_ptr<DeliveryChannels> channels;
    std::unique_ptr<ClaimNotices> claims;
    std::unique_ptr<SettleNotice> settlements;
    std::unique_ptr<OutboxWorker> outbox;
    std::unique_ptr<PageCheckup> page_checkup;
    std::unique_ptr<Housekeeping> housekeeping;
    std::unique_ptr<JobWorker> jobs;
    std::unique_ptr<Resealing> resealing;
    std::unique_ptr<TlsContext> tls;
    std::unique_ptr<SlowThreads> slow_threads;
    std::unique_ptr<ApiHandler> handler;
    ApiGate gate;
    CrossOriginHandler cross_origin{gate, config.http.origins};
    ConsoleHandler console{cross_origin};
    std::unique_ptr<Workers> workers;
    std::unique_ptr<OpsHandler> ops_handler;
    std::unique_ptr<Workers> ops_workers;
    std::unique_ptr<HttpServer> ops_http;

    Status find();
    Status listen();
    Status listen_for_ops();
    void set_metrics_sources();
    std::vector<ReadinessCheck> readiness_checks();
    Status start_delivery();
    void warn_of_exposures();
    void care_for_tls();
    void start_api();
    Status take_report(std::string_view query);
};

Status Server::Parts::find() {
    installation = TRY(Installation::find(config));
    warn_of_exposures();
    // PostgreSQL is for any number of servers; the embedded database is for one.
    if (is_embedded(config)) {
        lock = TRY(installation->folder().lock_for_serving());
        page_checkup = std::make_unique<PageCheckup>(config.sqlite, log);
    }
    // Opened for good once there are keys; errors in it must be reported now. Any key of the right
    // length will do for that.
    Secret stand_in(std::string(2 * std::tuple_size_v<Digest>, '0'));
    TRY(DeliveryChannels::open(config, std::move(stand_in), clock));
    return Done{};
}

Status Server::Parts::start_delivery() {
    auto const report_key =
        installation->services().hashes.of(HashPurpose::sms_report, "delivery reports");
    auto opened = TRY(DeliveryChannels::open(
        config, Secret(to_hex(report_key.data(), report_key.size())), clock));
    channels = std::make_unique<DeliveryChannels>(std::move(opened));
    auto& store = installation->store();
    auto& services = installation->services();
    claims = std::make_unique<ClaimNotices>(store, clock, services.sealer, services.send_guard,
                                            node_name(config, http->port()));
    end_earlier_leases(store, *claims, is_embedded(config), clock, log);
    settlements = std::make_unique<SettleNotice>(store, clock, installation->randomness());
    OutboxOptions options;
    options.threads = config.delivery.workers;
    options.poll = config.delivery.poll;
    outbox =
        std::make_unique<OutboxWorker>(*claims, *settlements, channels->set(), clock, log, options);
    return outbox->start();
}

void Server::Parts::care_for_tls() {
    auto const renewed =
        config.tls.is_self_signed ? renew_self_signed(config) : Result<bool>(false);
    // Once a day, so that a stolen ticket key opens a day of recorded connections at most.
    auto const reloaded = tls->reload();
    auto const status = renewed.ok() ? reloaded : Status(renewed.error());
    if (status.ok() && !*renewed) return;
    log.write(status.ok() ? LogLevel::info : LogLevel::warning, "certificate_renewed",
              {{"outcome", status.ok() ? "ok" : "the old one stays in use"},
               {"detail", status.ok() ? "" : status.error().detail}});
}

void Server::Parts::warn_of_exposures() {
    for (auto const& exposure : exposures_of(config)) {
        log.write(LogLevel::warning, "exposed",
                  {{"subject", exposure.subject}, {"reason", exposure.reason}});
    }
}

void Server::Parts::start_api() {
    auto& services = installation->services();
    if (page_checkup) page_checkup->begin();
    housekeeping =
        std::make_unique<Housekeeping>(installation->store(), clock, services.feed,
                                       channels->spool(), log, config.audit_keep, [this] {
                                           care_for_tls();
                                           if (page_checkup) page_checkup->begin();
                                       });
    auto const pools = slow_threads->pools(services);  // Before jobs: they hash passwords, too.
    jobs = std::make_unique<JobWorker>(services.run_jobs, log);
    resealing = std::make_unique<Resealing>(services.reseal_values, services.sealer, log);
    handler = std::make_unique<ApiHandler>(
        Router(make_routes(services.api())),
        [&services](Operation const& operation, AccessProof const& proof) {
            return services.may_call(operation, proof);
        },
        log, pools);
    is_serving = true;
    gate.open(*handler);
}

Status Server::Parts::listen() {
    tls = TRY(open_tls(config));
    slow_threads = std::make_unique<SlowThreads>(config.passwords, config.single_sign_on, clock);
    workers = std::make_unique<Workers>(config.workers.threads, config.workers.queue_max);
    auto& connections_max = config.http.limits.connections_max;
    auto const allowed = connections_allowed(connections_max, raise_descriptor_limit());
    if (allowed < connections_max) {
        log.write(LogLevel::warning, "connections_capped",
                  {{"wanted", std::to_string(connections_max)},
                   {"allowed", std::to_string(allowed)},
                   {"reason", "limit on open files"}});
        connections_max = allowed;
    }
    HttpServerOptions options;
    options.host = config.listen.host;
    options.port = config.listen.port;
    options.loop_threads = config.http.loop_threads;
    options.limits = config.http.limits;
    options.proxies = config.http.proxies;
    if (config.http.hsts != "off") options.transport_security = config.http.hsts;
    options.observe = [this](HttpObservation const& observation) {
        metrics.observe_request(observation);
    };
    http = TRY(HttpServer::start(std::move(options), tls.get(), *workers, console, log));
    return Done{};
}

void Server::Parts::set_metrics_sources() {
    metrics.set_sources(
        {[this] { return http->connection_count(); }, [this] { return workers->figures(); },
         [this] { return slow_threads->sign_in_figures(); },
         [this] { return slow_threads->change_figures(); },
         [this] { return slow_threads->provider_figures(); },
         [this]() -> Result<NoticeFigures> {
             if (!is_serving) return not_serving();
             return installation->store().read(notice_figures);
         },
         [this]() -> Result<std::vector<LiveCodes>> {
             if (!is_serving) return not_serving();
             return installation->store().read(
                 [](Reader& reader) { return live_codes_by_format(reader); });
         },
         [this] { return is_serving ? outbox->figures() : DeliveryFigures{}; },
         [this] { return is_serving ? resealing->sealed_by() : SealedCounts{}; },
         [this] { return http->connection_figures(); }, [this] { return log.dropped_count(); },
         [this] { return readiness.is_ready(); },
         [this] { return page_checkup ? page_checkup->state() : PageState::unread; }});
}

std::vector<ReadinessCheck> Server::Parts::readiness_checks() {
    return {{"serving",
             [this]() -> Status {
                 if (is_stopping) return unavailable("stopping");
                 return Done{};
             }},
            // Not of the password pool: strangers can fill that, at every node in turn.
            {"workers",
             [this]() -> Status {
                 if (!workers->is_exhausted(worker_wait_max)) return Done{};
                 return unavailable("requests have waited too long for a worker");
             }},
            {awaited_store,
             [this]() -> Status {
                 return is_serving ? installation->store().check() : obstacle.status_of_store();
             }},
            {awaited_keys, [this]() -> Status {
                 return is_serving ? installation->check_keys() : obstacle.status();
             }}};
}

Status Server::Parts::listen_for_ops() {
    set_metrics_sources();
    if (!config.ops_listen) return Done{};
    ops_handler = std::make_unique<OpsHandler>(
        readiness, [this] { return metrics.scrape(); }, log);
    ops_handler->take_reports([this](std::string_view query) { return take_report(query); });
    if (extras.reset) {
        ops_handler->take_resets([this]() -> Status {
            if (!is_serving) return not_serving();
            // A message of the old state would be delivered into the new one.
            return outbox->between_messages(
                [this] { return extras.reset(installation->services()); });
        });
    }
    ops_workers = std::make_unique<Workers>(ops_threads, ops_queue_max);
    HttpServerOptions options;
    options.host = config.ops_listen->host;
    options.port = config.ops_listen->port;
    options.needs_host = false;
    ops_http = TRY(HttpServer::start(std::move(options), nullptr, *ops_workers, *ops_handler, log));
    return Done{};
}

Status Server::Parts::take_report(std::string_view query) {
    // The gateway asks again.
    if (!is_serving) return not_serving();
    if (!channels->reports()) return refusal(ErrorCode::route_unknown);
    auto const report = TRY(channels->reports()->read(query));
    // Kannel retries if this fails.
    RecordReport const record(installation->store(), clock, installation->services().sealer);
    auto const words = TRY(record.run(report.notice, report.status, report.reply));
    log.write(LogLevel::info, "sms_report",
              {{"notice", report.notice.value},
               {"status", std::string(wire_name(report.status))},
               {"reply", words.value_or("")},
               {"noted", words ? "yes" : "no"}});
    // A gateway that repeats itself is not counted twice.
    if (words) metrics.observe_report(wire_name(report.status));
    return Done{};
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(Config const& config, Clock const& clock,
                                              SpdlogLog& log, ServerExtras extras) {
    // On an early return the server's destructor takes down what was built until then.
    std::unique_ptr<Server> server(
        new Server(std::make_unique<Parts>(config, clock, log, std::move(extras))));
    auto& parts = *server->parts_;
    TRY(parts.find());
    TRY(parts.listen());
    TRY(parts.listen_for_ops());
    server->tell("listening");
    return server;
}

void Server::tell(std::string_view event) const {
    parts_->log.write(LogLevel::info, event,
                      {{"listen", parts_->config.listen.host + ":" + std::to_string(port())},
                       {"database", database_origin(parts_->config)},
                       {"ops_port", std::to_string(ops_port())}});
}

std::optional<Obstacle> Server::connect() {
    auto& parts = *parts_;
    auto options = services_options(parts.config);
    options.identity_providers = parts.slow_threads->identity_providers();
    options.on_notices = [&parts] {
        if (parts.outbox) parts.outbox->wake();
    };
    options.on_activation = [&parts](ActivationOutcome outcome) {
        parts.metrics.observe_activation(outcome);
    };
    options.on_unopened = [&parts](UnopenedValues const& values) {
        parts.metrics.observe_unopened(values);
        parts.log.write(LogLevel::error, "values_unopened",
                        {{"kind", std::string(values.kind)},
                         {"count", std::to_string(values.count)},
                         {"detail", values.detail}});
    };
    options.is_ready = [&parts] { return parts.readiness.is_ready(); };
    auto obstacle = parts.installation->connect(parts.clock, options);
    if (obstacle) parts.obstacle.set(*obstacle);
    return obstacle;
}

Status Server::serve() {
    TRY(parts_->start_delivery());
    parts_->start_api();
    tell("serving");
    return Done{};
}

Status Server::reload() {
    auto keys = parts_->installation->reload_keys();
    if (keys.ok()) parts_->resealing->wake();
    TRY(parts_->tls->reload());
    return keys;
}

void Server::stop() {
    if (parts_->is_stopping.exchange(true)) return;
    auto const grace = parts_->config.stop_grace;
    auto const end = std::chrono::steady_clock::now() + grace;
    // It winds up in parallel with the listeners, so that all of them have the same grace.
    if (parts_->outbox) parts_->outbox->request_stop();
    if (parts_->jobs) parts_->jobs->request_stop();
    if (parts_->slow_threads) parts_->slow_threads->request_stop();
    // The ops listener goes last of the two, so that /readyz says "stopping" meanwhile.
    if (parts_->http) parts_->http->stop(grace);
    if (parts_->ops_http) parts_->ops_http->stop(grace);
    // Joined while the loops that they wake still exist; before them jobs, which hash passwords.
    parts_->jobs.reset();
    parts_->workers.reset();
    parts_->slow_threads.reset();
    parts_->ops_workers.reset();
    auto const left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
    if (parts_->outbox) parts_->outbox->stop(std::max(left, Duration{0}));
}

Services& Server::services() { return parts_->installation->services(); }

std::uint16_t Server::port() const { return parts_->http->port(); }

std::uint16_t Server::ops_port() const { return parts_->ops_http ? parts_->ops_http->port() : 0; }

}  // namespace roomkey
