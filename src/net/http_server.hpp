#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/log.hpp"
#include "base/result.hpp"
#include "net/connection_places.hpp"
#include "net/http_message.hpp"
#include "net/tls_context.hpp"
#include "net/trusted_proxies.hpp"
#include "net/workers.hpp"

namespace roomkey {

/// The limits of the server. Each is tested at the limit and one past it.
struct HttpLimits {
    std::size_t body_bytes_max = std::size_t{64} << 10;
    std::size_t header_bytes_max = std::size_t{16} << 10;       ///< Request line included.
    std::size_t request_line_bytes_max = std::size_t{8} << 10;  ///< Without its CRLF.
    std::size_t connections_max = 10'000;
    std::size_t per_source_max = 512;  ///< Connections of an IPv4 address or an IPv6 /64.
    /// In a row, without having waited for the answers; then the connection closes.
    std::size_t pipelined_requests_max = 256;
    std::chrono::milliseconds header_read_max{10'000};
    std::chrono::milliseconds body_read_max{30'000};
    std::chrono::milliseconds idle_max{75'000};
    std::chrono::milliseconds write_max{30'000};
    std::chrono::milliseconds handshake_max{10'000};
    std::chrono::milliseconds heartbeat{15'000};  ///< Of event streams.
};

/// What one answered request looked like; for logs and metrics.
struct HttpObservation {
    std::string_view route;
    std::string_view reason;
    int status = 0;
    std::chrono::microseconds took{};
};

struct HttpServerOptions {
    std::string host = "127.0.0.1";  ///< An address, or a name that resolves to one.
    std::uint16_t port = 0;          ///< 0: any free port.
    int loop_threads = 1;
    HttpLimits limits;
    /// Connections of these begin with a `ProxyHeader`, before TLS, or are closed. Of all others
    /// such a header is no more than bytes that are not TLS.
    TrustedProxies proxies;
    /// Strict-Transport-Security of every response; empty: none. For TLS alone (RFC 6797 section
    /// 7.2).
    std::string transport_security;
    /// False: requests without a Host, or with an empty one, are taken, as health checks send them.
    bool needs_host = true;
    /// Called once per answered request, from any thread. May be empty.
    std::function<void(HttpObservation const&)> observe;
    /// Creates the id of a request that came without one; called from any thread. Empty: 32 random
    /// lower-case hex characters.
    std::function<std::string()> make_request_id;
};

/// Serves HTTP/1.1, over TLS if `tls` is given. The event loops have threads of their own;
/// `handler` runs on `workers`. All references must outlive the server.
class HttpServer {
public:
    /// Binds, listens and starts. `unavailable` if the address cannot be bound.
    static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options,
                                                     TlsContext const* tls, Workers& workers,
                                                     HttpHandler& handler, Log& log);
    virtual ~HttpServer() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    [[nodiscard]] virtual std::size_t connection_count() const = 0;
    [[nodiscard]] virtual ConnectionFigures connection_figures() const = 0;

    /// Two steps: takes no new connection, finishes what was begun with `Connection: close`, ends
    /// idle connections and event streams at once; after `grace` cuts what is left. Blocks until
    /// the last handler has returned: a handler cannot be cut. Not to be called by a handler.
    virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace roomkey
