#pragma once

#include <cstdint>
#include <memory>

#include "app/config.hpp"
#include "app/installation/installation.hpp"
#include "app/log/spdlog_log.hpp"

namespace roomkey {

/// Everything that `serve` runs: the API over TLS, the ops listener, delivery, housekeeping. Built
/// in order, stopped in reverse; storage closes last.
class Server {
public:
    /// Serves as soon as it answers. `clock` and `log` outlive the server.
    static Result<std::unique_ptr<Server>> start(Config const& config, Clock const& clock,
                                                 SpdlogLog& log);
    /// Stops.
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    /// Reads certificate and keys again; what is no good stays as it was, and the error says why.
    Status reload();

    /// Two steps: no new work and not ready any more, then what was begun is finished or, after the
    /// configured grace, cut.
    void stop();

    [[nodiscard]] Services& services();
    [[nodiscard]] std::uint16_t port() const;
    /// 0 if there is no ops listener.
    [[nodiscard]] std::uint16_t ops_port() const;

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace roomkey
