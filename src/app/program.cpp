#include "app/program.hpp"

#include <csignal>
#include <cstdlib>
#include <memory>
#include <utility>

#include "api/service/errors_document.hpp"
#include "app/demo/demo.hpp"
#include "app/demo/seeded_demo.hpp"
#include "app/installation/backup.hpp"
#include "app/installation/data_folder.hpp"
#include "app/installation/doctor.hpp"
#include "app/installation/engine.hpp"
#include "app/installation/installation.hpp"
#include "app/keys/key_operations.hpp"
#include "app/log/spdlog_log.hpp"
#include "app/process_memory.hpp"
#include "app/program_version.hpp"
#include "app/server.hpp"
#include "app/start_attempts.hpp"
#include "app/transfer/copy_installation.hpp"

namespace roomkey {
namespace {

void add_flag(ConfigSources& sources, char const* key, std::optional<std::string> const& value) {
    if (value) sources.flags.emplace_back(key, *value);
}

ConfigSources sources_of(Place const& place, std::map<std::string, std::string> environment) {
    ConfigSources sources;
    sources.environment = std::move(environment);
    if (place.config) sources.file = *place.config;
    add_flag(sources, "data", place.data);
    add_flag(sources, "database", place.database);
    return sources;
}

}  // namespace

Program::Program(std::map<std::string, std::string> environment, Console console)
    : environment_(std::move(environment)), console_(console) {}

Result<Config> Program::load(Place const& place) const {
    return load_config(sources_of(place, environment_));
}

Result<Config> Program::load(ServeOptions const& options) const {
    auto sources = sources_of(options.place, environment_);
    add_flag(sources, "listen", options.listen);
    add_flag(sources, "ops_listen", options.ops_listen);
    return load_config(sources);
}

Result<Initialised> Program::initialise(Place const& place, std::string const& corp_name) {
    auto const config = TRY(load(place));
    SystemRandomness randomness;
    TRY(TRY(DataFolder::create(config.data)).forget_demo());
    TRY(Installation::create(config, randomness));
    auto const installation = TRY(Installation::open(config, clock_, services_options(config)));
    auto corp = TRY(installation->services().corps.create_first(corp_name));
    bool const is_joined = !corp && !is_embedded(config);
    return Initialised{std::move(corp), is_joined ? database_origin(config) : ""};
}

Status Program::with_services(Place const& place,
                              std::function<Status(UseCases const&)> const& work) {
    auto const config = TRY(load(place));
    auto options = services_options(config);
    options.on_unopened = [this](UnopenedValues const& values) {
        console_.err << "roomkey: " << values.count
                     << " codes cannot be opened and are shown empty: " << values.detail
                     << "; run `roomkey doctor`\n";
    };
    auto const installation = TRY(Installation::open(config, clock_, options));
    return work(installation->services().use_cases());
}

Status Program::serve(ServeOptions const& options) {
    protect_process_memory();
    auto const config = TRY(load(options));
    // Before any thread starts, so that all of them leave the signals to this one.
    signals_.emplace();
    auto log = std::make_unique<SpdlogLog>(config.log, clock_);
    auto const server = TRY(Server::start(config, clock_, *log));
    auto const end =
        TRY(attempt_to_start([&found = *server] { return found.connect(); },
                             [this](Duration pause) { return signals_->wait_for(pause); }, *log));
    if (end.is_connected) TRY(server->serve());
    if (end.is_connected) reload_until_stop(*server, *log, end.is_reload_due);
    log->write(LogLevel::info, "stopping", {});
    server->stop();
    log->write(LogLevel::info, "stopped", {});
    bool const is_log_stuck = !log->close(SpdlogLog::close_max);
    if (end.abandoned.joinable() || is_log_stuck) {
        // What still runs uses the server and may take long, so neither is taken down. It does
        // nothing that the end of the process could leave half done.
        std::quick_exit(0);
    }
    return Done{};
}

void Program::reload_until_stop(Server& server, Log& log, bool is_reload_due) {
    int signal = is_reload_due ? SIGHUP : signals_->wait();
    for (; signal == SIGHUP; signal = signals_->wait()) {
        auto const reloaded = server.reload();
        log.write(reloaded.ok() ? LogLevel::info : LogLevel::error, "reloaded",
                  {{"outcome", reloaded.ok() ? "ok" : "the parts that failed are unchanged"},
                   {"detail", reloaded.ok() ? "" : reloaded.error().detail}});
    }
}

Status Program::demo(ServeOptions const& options, std::optional<std::string> const& seed) {
    auto config = TRY(load(options));
    signals_.emplace();
    // The demo prints its own report; the log would clutter it.
    config.log.level = LogLevel::warning;
    if (seed) return demo_with_seed(config, *seed);
    SystemRandomness randomness;
    TRY(TRY(DataFolder::create(config.data)).forget_demo());
    TRY(Installation::create(config, randomness));
    SpdlogLog log(config.log, clock_);
    auto const server = TRY(Server::start(config, clock_, log));
    auto const obstacle = server->connect();
    if (obstacle) return obstacle->error;
    TRY(server->serve());
    Demo demo(config, *server, clock_, console_.out,
              [this](Duration pause) { return wait_for_stop(pause); });
    return demo.run();
}

Status Program::demo_with_seed(Config const& config, std::string const& seed) {
    auto const demo = TRY(SeededDemo::prepare(config, clock_, seed));
    SpdlogLog log(config.log, clock_);
    auto const server = TRY(Server::start(
        config, clock_, log, {[&demo](Services& services) { return demo.reset(services); }}));
    auto const obstacle = server->connect();
    if (obstacle) return obstacle->error;
    TRY(server->serve());
    demo.introduce(*server, console_.out);
    while (!wait_for_stop(std::chrono::hours{1})) continue;
    server->stop();
    return Done{};
}

std::string Program::config_reference() { return configuration_reference(); }

std::string Program::errors_json() { return std::string(errors_document().json); }

Result<std::string> Program::describe_config(ServeOptions const& options) {
    return config_text(TRY(load(options)));
}

Status Program::back_up(Place const& place, std::string const& target, bool with_keys) {
    return back_up_installation(TRY(load(place)), target, with_keys);
}

Result<Restored> Program::restore(Place const& place, std::string const& source,
                                  AccessToEnd const& to_end) {
    return restore_installation(TRY(load(place)), source, to_end);
}

Result<std::vector<Finding>> Program::examine(Place const& place) {
    return examine_installation(TRY(load(place)), clock_);
}

Result<std::vector<CopiedTable>> Program::copy(Place const& place, std::string const& target,
                                               CopyObserver const& observe) {
    auto const config = TRY(load(place));
    std::vector<CopiedTable> copied;
    for (auto const& table : TRY(copy_installation(config, target, observe))) {
        copied.push_back(
            {table.name, table.rows, to_hex(table.digest.data(), table.digest.size())});
    }
    return copied;
}

Result<KeyList> Program::list_keys(Place const& place) {
    auto const config = TRY(load(place));
    return roomkey::list_keys(config);
}

Result<int> Program::add_key(Place const& place) {
    auto const config = TRY(load(place));
    SystemRandomness randomness;
    return roomkey::add_key(config, randomness);
}

Status Program::use_key(Place const& place, int id) {
    auto const config = TRY(load(place));
    return roomkey::use_key(config, id);
}

Status Program::remove_key(Place const& place, int id) {
    auto const config = TRY(load(place));
    return roomkey::remove_key(config, id);
}

Result<ResealProgress> Program::reseal_values(Place const& place,
                                              ResealValues::Observer const& observe) {
    auto const config = TRY(load(place));
    return roomkey::reseal_values(config, clock_, observe);
}

std::string Program::version() const { return program_version(); }

bool Program::wait_for_stop(Duration pause) {
    if (!signals_) signals_.emplace();
    if (is_stopping_) return true;
    auto const signal = signals_->wait_for(pause);
    // A terminal or a demo has nothing to reload.
    if (signal && *signal != SIGHUP) is_stopping_ = true;
    return is_stopping_;
}

}  // namespace roomkey
