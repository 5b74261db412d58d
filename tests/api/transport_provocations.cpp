#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <memory>
#include <string>
#include <thread>

#include "net/http_server.hpp"
#include "net/testing/raw_client.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

/// The whole API behind a socket, with small limits of time so that no test waits for them.
class ServedBench {
public:
    explicit ServedBench(HttpHandler* handler = nullptr, std::size_t queue_max = 64)
        : workers_(1, queue_max) {
        HttpServerOptions options;
        options.limits.header_read_max = std::chrono::milliseconds{50};
        auto started = HttpServer::start(options, nullptr, workers_,
                                         handler == nullptr ? *bench.handler : *handler, log_);
        EXPECT_TRUE(started.ok());
        server_ = std::move(started).value();
    }
    ~ServedBench() { server_.reset(); }
    ServedBench(ServedBench const&) = delete;
    ServedBench& operator=(ServedBench const&) = delete;

    /// What is answered to this text on a connection of its own.
    Refusal send(std::string const& text) {
        RawClient client(server_->port());
        client.send(text);
        return receive(client);
    }

    static Refusal receive(RawClient& client) {
        auto const reply = client.read_reply();
        if (!reply) return {};
        Answer body;
        boost::json::error_code code;
        body.json = boost::json::parse(reply->body, code);
        return {reply->status,
                body.error_code(),
                body.field("error_msg"),
                reply->header("X-Roomkey-Reason"),
                reply->header("Link"),
                reply->header("Retry-After"),
                ""};
    }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] Workers const& workers() const { return workers_; }

    ApiBench bench;

private:
    SilentLog log_;
    Workers workers_;
    std::unique_ptr<HttpServer> server_;
};

/// Holds each request until it is let go; words refusals as the API does.
class HeldHandler final : public HttpHandler {
public:
    HttpReply handle(HttpRequest const& request) override {
        arrived.count_down();
        leave.wait();
        return refuse(request, refusal(ErrorCode::route_unknown));
    }
    HttpReply refuse(HttpRequest const& request, Error const& error) override {
        return bench.handler->refuse(request, error);
    }

    std::latch arrived{1};
    std::latch leave{1};

private:
    ApiBench bench;
};

Refusal with_a_full_queue() {
    HeldHandler handler;
    ServedBench served(&handler, 1);
    std::string const request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient running(served.port());
    running.send(request);
    handler.arrived.wait();
    // One waits; the second of these finds the queue full, whichever of them that is.
    RawClient waiting(served.port());
    RawClient refused(served.port());
    waiting.send(request);
    while (served.workers().queue_length() == 0) std::this_thread::yield();
    refused.send(request);
    auto const seen = ServedBench::receive(refused);
    handler.leave.count_down();
    return seen;
}

/// A text that the server refuses on the wire.
Provocation sent(ErrorCode code, std::string text) {
    return {code, [text = std::move(text)] { return ServedBench().send(text); }};
}

}  // namespace

std::vector<Provocation> provocations_of_the_transport() {
    std::string const host = "Host: a\r\n";
    return {
        sent(ErrorCode::request_malformed, "GET /openapi.json HTTP/1.1\r\n\r\n"),
        sent(ErrorCode::request_timed_out, "GET /openapi.json HTTP/1.1\r\nHost:"),
        sent(ErrorCode::body_too_large,
             "POST / HTTP/1.1\r\n" + host + "Content-Length: 65537\r\n\r\n"),
        sent(ErrorCode::request_line_too_long,
             "GET /" + std::string(std::size_t{8} << 10U, 'x') + " HTTP/1.1\r\n" + host + "\r\n"),
        sent(ErrorCode::header_too_large,
             "GET / HTTP/1.1\r\n" + host + "X-Filler: " + std::string(std::size_t{16} << 10U, 'x') +
                 "\r\n\r\n"),
        {ErrorCode::unavailable, with_a_full_queue},
    };
}

}  // namespace roomkey
