#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "app/config.hpp"
#include "app/installation/installation.hpp"
#include "app/log/spdlog_log.hpp"

namespace roomkey {

/// What a server for tests does besides.
struct ServerExtras {
    /// Gives the database its first state back, for POST /demo/reset of the ops listener. Empty:
    /// there is no such door.
    std::function<Status(Services&)> reset;
};

/// Everything that `serve` runs: the API over TLS, the ops listener, delivery, housekeeping. Built
/// in order, stopped in reverse; storage closes last. `start`, `connect` until it succeeds,
/// `serve`; what is declared after these needs `serve`, unless it says otherwise.
class Server {
public:
    /// Listens on both addresses. Until `serve` the API returns 503, and /readyz says what it
    /// is waiting for. Errors are those of the configuration. `clock` and `log` outlive the server.
    static Result<std::unique_ptr<Server>> start(Config const& config, Clock const& clock,
                                                 SpdlogLog& log, ServerExtras extras = {});
    /// One attempt to get keys and database; may block for long, on any thread, one at a time.
    /// `stop` does not wait for it.
    std::optional<Obstacle> connect();

    /// Serves as soon as it returns.
    Status serve();

    /// Stops.
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    /// Reads certificate and keys again; the parts that failed are unchanged, and the error says
    /// why.
    Status reload();

    /// Two steps: no new work and no longer ready, then what was begun is finished or, after the
    /// configured grace, cut. At any time.
    void stop();

    [[nodiscard]] Services& services();
    /// From `start` on, both.
    [[nodiscard]] std::uint16_t port() const;
    /// 0 if there is no ops listener.
    [[nodiscard]] std::uint16_t ops_port() const;

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    void tell(std::string_view event) const;

    std::unique_ptr<Parts> parts_;
};

}  // namespace roomkey
