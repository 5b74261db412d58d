#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/config.hpp"
#include "app/signals.hpp"
#include "base/log.hpp"
#include "cli/command_host.hpp"
#include "cli/console.hpp"

namespace roomkey {

class Server;

/// The program around the commands: configuration, installation, server.
class Program final : public CommandHost {
public:
    /// `environment` as the process has it.
    Program(std::map<std::string, std::string> environment, Console console);

    Result<Initialised> initialise(Place const& place, std::string const& corp_name) override;
    Status with_services(Place const& place,
                         std::function<Status(UseCases const&)> const& work) override;
    Status serve(ServeOptions const& options) override;
    Status demo(ServeOptions const& options, std::optional<std::string> const& seed) override;
    Result<std::string> describe_config(ServeOptions const& options) override;
    std::string config_reference() override;
    std::string errors_json() override;
    Status back_up(Place const& place, std::string const& target, bool with_keys) override;
    Result<Restored> restore(Place const& place, std::string const& source,
                             AccessToEnd const& to_end) override;
    Result<std::vector<Finding>> examine(Place const& place) override;
    Result<std::vector<CopiedTable>> copy(Place const& place, std::string const& target,
                                          CopyObserver const& observe) override;
    Result<KeyList> list_keys(Place const& place) override;
    Result<int> add_key(Place const& place) override;
    Status use_key(Place const& place, int id) override;
    Status remove_key(Place const& place, int id) override;
    Result<ResealProgress> reseal_values(Place const& place,
                                         ResealValues::Observer const& observe) override;
    [[nodiscard]] std::string version() const override;
    [[nodiscard]] Clock const& clock() const override { return clock_; }
    bool wait_for_stop(Duration pause) override;

private:
    /// Reloads on SIGHUP, the first time at once if that is pending, and returns on the others.
    void reload_until_stop(Server& server, Log& log, bool is_reload_due);
    Status demo_with_seed(Config const& config, std::string const& seed);
    Result<Config> load(Place const& place) const;
    Result<Config> load(ServeOptions const& options) const;

    std::optional<Signals> signals_;
    std::map<std::string, std::string> environment_;
    Console console_;
    SystemClock clock_;
    std::atomic<bool> is_stopping_{false};
};

}  // namespace roomkey
