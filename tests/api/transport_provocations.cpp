#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "net/http_server.hpp"
#include "net/testing/raw_client.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

/// A handler behind a socket, with one worker.
class ServedHandler {
public:
    ServedHandler(HttpHandler& handler, HttpLimits const& limits, std::size_t queue_max = 64)
        : workers_(1, queue_max) {
        HttpServerOptions options;
        options.limits = limits;
        auto started = HttpServer::start(options, nullptr, workers_, handler, log_);
        EXPECT_TRUE(started.ok());
        server_ = std::move(started).value();
    }

    /// The reply to this text on a connection of its own.
    Refusal send(std::string const& text) {
        RawClient client(server_->port());
        client.send(text);
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

private:
    SilentLog log_;
    Workers workers_;
    std::unique_ptr<HttpServer> server_;
};

/// Holds each request until it is let go; words refusals as the API does.
class HeldHandler final : public HttpHandler {
public:
    HttpReply handle(HttpRequest const& request) override {
        arrived.release();
        leave.wait();
        return refuse(request, refusal(ErrorCode::route_unknown));
    }
    HttpReply refuse(HttpRequest const& request, Error const& error) override {
        return bench.handler->refuse(request, error);
    }

    std::counting_semaphore<> arrived{0};
    std::latch leave{1};

private:
    ApiBench bench;
};

Refusal with_a_full_queue() {
    HeldHandler handler;
    ServedHandler served(handler, {}, 1);
    std::string const request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient running(served.port());
    running.send(request);
    handler.arrived.acquire();
    RawClient waiting(served.port());
    waiting.send(request);
    while (served.workers().queue_length() == 0) std::this_thread::yield();
    auto const seen = served.send(request);
    handler.leave.count_down();
    return seen;
}

/// A text that the server refuses on the wire.
Provocation sent(ErrorCode code, std::string text, HttpLimits const& limits = {}) {
    return {code, [text = std::move(text), limits] {
                ApiBench bench;
                return ServedHandler(*bench.handler, limits).send(text);
            }};
}

}  // namespace

std::vector<Provocation> provocations_of_the_transport() {
    std::string const host = "Host: a\r\n";
    HttpLimits hasty;
    hasty.header_read_max = std::chrono::milliseconds{50};
    return {
        sent(ErrorCode::request_malformed, "GET /openapi.json HTTP/1.1\r\n\r\n"),
        sent(ErrorCode::request_timed_out, "GET /openapi.json HTTP/1.1\r\nHost:", hasty),
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
