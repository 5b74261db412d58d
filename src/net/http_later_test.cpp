#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/testing/tls_fixture.hpp"

namespace roomkey {
namespace {

/// Answers that no thread waits for.
class HttpLaterTest : public TlsServerFixture {
protected:
    static std::string get(std::string const& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    static HttpReply reply_of(std::string body) {
        HttpReply reply;
        reply.body = std::move(body);
        return reply;
    }

    /// Requests for /later wait until `finish_all`.
    void keep_those_for_later() {
        handler.on_later("/later", [this](HttpRequest const& request, Executor const& executor,
                                          LaterReply done) {
            std::lock_guard const lock(mutex);
            kept.push_back([&request, executor, done = std::move(done)] {
                executor([&request, done] { done(reply_of("later " + request.request_id)); });
            });
            return true;
        });
    }
    std::size_t kept_count() {
        std::lock_guard const lock(mutex);
        return kept.size();
    }
    void finish_all() {
        std::lock_guard const lock(mutex);
        for (auto const& finish : kept) finish();
        kept.clear();
    }

    std::mutex mutex;
    std::vector<std::function<void()>> kept;
};

TEST_F(HttpLaterTest, NeedNoWorkerAndAreSentTogether) {
    worker_threads = 1;
    keep_those_for_later();
    start();
    std::vector<RawClient> clients;
    constexpr int count = 20;
    clients.reserve(count);
    for (int i = 0; i < count; ++i) {
        clients.push_back(connect());
        clients.back().send("GET /later HTTP/1.1\r\nHost: a\r\nX-Request-Id: r" +
                            std::to_string(i) + "\r\n\r\n");
    }
    while (kept_count() < count) std::this_thread::yield();
    // The only worker is free.
    EXPECT_EQ(exchange(get("/echo"))->status, 200);
    finish_all();
    for (int i = 0; i < count; ++i) {
        auto const reply = clients.at(static_cast<std::size_t>(i)).read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->body, "later r" + std::to_string(i));
    }
    EXPECT_EQ(handler.requests().size(), 1U);
}

TEST_F(HttpLaterTest, ServeTheNextRequestOfTheConnection) {
    handler.on_later("/later", [](HttpRequest const&, Executor const& executor, LaterReply done) {
        executor([done = std::move(done)] { done(reply_of("later")); });
        return true;
    });
    start();
    auto client = connect();
    client.send(get("/later") + get("/echo") + get("/later"));
    EXPECT_EQ(client.read_reply()->body, "later");
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
    EXPECT_EQ(client.read_reply()->body, "later");
}

TEST_F(HttpLaterTest, AreLeftToAWorkerIfThereIsNoneAfterAll) {
    handler.on_later("/refused",
                     [](HttpRequest const&, Executor const&, LaterReply const&) { return false; });
    handler.on_later("/undone", [](HttpRequest const&, Executor const& executor, LaterReply done) {
        executor([done = std::move(done)] { done(std::nullopt); });
        return true;
    });
    start();
    EXPECT_EQ(exchange(get("/refused"))->body, "GET /refused\n");
    EXPECT_EQ(exchange(get("/undone"))->body, "GET /undone\n");
}

TEST_F(HttpLaterTest, FailIfTheyThrow) {
    handler.on_later("/begin", [](HttpRequest const&, Executor const&, LaterReply const&) -> bool {
        throw std::runtime_error("a bug");
    });
    handler.on_later("/finish",
                     [](HttpRequest const&, Executor const& executor, LaterReply const&) {
                         executor([] { throw std::runtime_error("a bug"); });
                         return true;
                     });
    start();
    EXPECT_EQ(exchange(get("/begin"))->status, 500);
    EXPECT_EQ(exchange(get("/finish"))->status, 500);
    // Nobody knows what they did, so they are not done once more.
    EXPECT_TRUE(handler.requests().empty());
}

TEST_F(HttpLaterTest, EndBeforeTheServerDoes) {
    keep_those_for_later();
    start();
    auto idle = connect();
    idle.send(get("/echo"));
    EXPECT_TRUE(idle.read_reply());
    auto client = connect();
    client.send(get("/later"));
    while (kept_count() < 1) std::this_thread::yield();
    auto stopped = std::async(std::launch::async, [&] { server->stop(std::chrono::seconds{60}); });
    // Idle connections end at once, so the stop has begun.
    EXPECT_FALSE(idle.read_reply());
    finish_all();
    EXPECT_EQ(client.read_reply()->status, 200);
    stopped.get();
}

TEST_F(HttpLaterTest, AreWaitedForAfterTheGrace) {
    keep_those_for_later();
    start();
    auto client = connect();
    client.send(get("/later"));
    while (kept_count() < 1) std::this_thread::yield();
    auto stopped = std::async(std::launch::async, [&] { server->stop(std::chrono::seconds{0}); });
    EXPECT_FALSE(client.read_reply());
    finish_all();
    stopped.get();
}

}  // namespace
}  // namespace roomkey
