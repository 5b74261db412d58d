#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/http_server.hpp"
#include "net/testing/probe_handler.hpp"
#include "net/testing/raw_client.hpp"

namespace roomkey {

/// Keeps its lines as "event key=value ...".
class KeptLog final : public Log {
public:
    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override {
        std::string line(event);
        for (auto const& field : fields) {
            line.append(" ").append(field.key).append("=").append(field.value);
        }
        std::lock_guard const lock(mutex_);
        lines_.emplace_back(level, std::move(line));
    }
    [[nodiscard]] std::vector<std::pair<LogLevel, std::string>> lines() const {
        std::lock_guard const lock(mutex_);
        return lines_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::pair<LogLevel, std::string>> lines_;
};

/// A server on a free port of 127.0.0.1 with a `ProbeHandler`. Set `options` (and `worker_threads`,
/// `queue_max`), then `start`.
class ServerFixture : public ::testing::Test {
protected:
    void start(TlsContext const* tls = nullptr) {
        workers = std::make_unique<Workers>(worker_threads, queue_max);
        auto started = HttpServer::start(options, tls, *workers, handler, log);
        ASSERT_TRUE(started.ok()) << started.error().detail;
        server = std::move(started).value();
    }

    [[nodiscard]] RawClient connect() const { return RawClient(server->port()); }

    /// One request on a connection of its own: what came back, if anything.
    [[nodiscard]] std::optional<RawReply> exchange(std::string_view request) const {
        RawClient client(server->port());
        client.send(request);
        return client.read_reply();
    }

    /// Makes /events answer with one stream of the test's own.
    std::shared_ptr<ScriptedStream> serve_stream() {
        auto stream = std::make_shared<ScriptedStream>();
        handler.on("/events", [stream](HttpRequest const&) {
            HttpReply reply;
            reply.headers = {{"Content-Type", "text/event-stream"}};
            reply.stream = stream;
            reply.route = "events";
            return reply;
        });
        return stream;
    }

    /// Makes /block tell that it runs and then wait to be let go.
    void serve_block() {
        handler.on("/block", [this](HttpRequest const&) {
            is_running.count_down();
            may_end.wait();
            return body_reply("done");
        });
    }

    /// A connection whose request holds a worker.
    [[nodiscard]] RawClient connect_blocked() {
        RawClient client(server->port());
        client.send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
        is_running.wait();
        return client;
    }

    /// A connection that has been answered once.
    [[nodiscard]] RawClient connect_idle() const {
        RawClient client(server->port());
        client.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_TRUE(client.read_reply());
        return client;
    }

    /// A connection that reads /events.
    [[nodiscard]] RawClient connect_watching() const {
        RawClient client(server->port());
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_TRUE(client.read_head());
        return client;
    }

    static HttpReply body_reply(std::string body) {
        HttpReply reply;
        reply.body = std::move(body);
        return reply;
    }

    std::latch is_running{1};
    std::latch may_end{1};
    HttpServerOptions options;
    int worker_threads = 2;
    std::size_t queue_max = 64;
    KeptLog log;
    ProbeHandler handler;
    std::unique_ptr<Workers> workers;
    std::unique_ptr<HttpServer> server;
};

}  // namespace roomkey
