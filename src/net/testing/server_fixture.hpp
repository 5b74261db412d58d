#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
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

    HttpServerOptions options;
    int worker_threads = 2;
    std::size_t queue_max = 64;
    KeptLog log;
    ProbeHandler handler;
    std::unique_ptr<Workers> workers;
    std::unique_ptr<HttpServer> server;
};

}  // namespace roomkey
