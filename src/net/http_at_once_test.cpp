#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/testing/tls_fixture.hpp"

namespace roomkey {
namespace {

/// Answers that are given on the event loop, without a worker.
class HttpAtOnceTest : public TlsServerFixture {
protected:
    static std::string get(std::string const& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    /// Two clients whose bytes have all arrived before the loop gets to any of them: what `flood`
    /// sends, which ends in requests for /page, and one request. How many of the former are
    /// answered before the latter.
    std::size_t count_answers_before_another_client(std::function<void(RawClient&)> const& flood,
                                                    int pages) {
        RawClient flooding(server->port(), tls ? client_tls.get() : nullptr);
        RawClient other(server->port(), tls ? client_tls.get() : nullptr);
        std::promise<void> is_held;
        std::promise<void> may_go_on;
        handler.on_at_once("/hold", [&](HttpRequest const&) {
            is_held.set_value();
            may_go_on.get_future().wait();
            return HttpReply{};
        });
        std::atomic<std::size_t> answered = 0;
        std::atomic<std::size_t> answered_before = 0;
        handler.on_at_once("/page", [&](HttpRequest const&) {
            ++answered;
            return HttpReply{};
        });
        handler.on_at_once("/other", [&](HttpRequest const&) {
            answered_before = answered.load();
            return HttpReply{};
        });
        other.send(get("/page"));
        EXPECT_TRUE(other.read_reply());
        answered = 0;
        flooding.send(get("/hold"));
        is_held.get_future().wait();
        flood(flooding);
        other.send(get("/other"));
        may_go_on.set_value();
        EXPECT_TRUE(other.read_reply());
        for (int i = 0; i <= pages; ++i) EXPECT_TRUE(flooding.read_reply());
        EXPECT_EQ(answered.load(), static_cast<std::size_t>(pages));
        return answered_before;
    }

    std::size_t count_answers_of_a_row() {
        constexpr int length = 200;
        auto const flood = [](RawClient& client) {
            std::string row;
            for (int i = 0; i < length; ++i) row += get("/page");
            client.send(row);
        };
        return count_answers_before_another_client(flood, length);
    }
};

TEST_F(HttpAtOnceTest, NeedsNoWorker) {
    worker_threads = 1;
    queue_max = 1;
    std::promise<void> release;
    auto const released = release.get_future().share();
    handler.on("/slow", [&](HttpRequest const&) {
        released.wait();
        return HttpReply{};
    });
    handler.on_at_once("/page", [](HttpRequest const&) {
        HttpReply reply;
        reply.body = "a page";
        return reply;
    });
    start();
    // One at work and one in the queue: there is no room for a third.
    auto at_work = connect();
    at_work.send(get("/slow"));
    while (handler.requests().empty()) std::this_thread::yield();
    auto queued = connect();
    queued.send(get("/slow"));
    while (workers->queue_length() < 1) std::this_thread::yield();
    EXPECT_EQ(exchange(get("/echo"))->status, 503);
    auto const page = exchange(get("/page"));
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->body, "a page");
    release.set_value();
    EXPECT_EQ(at_work.read_reply()->status, 200);
    EXPECT_EQ(queued.read_reply()->status, 200);
}

TEST_F(HttpAtOnceTest, SendsStaticBodiesOfEverySizeWhole) {
    // Around the size up to which a body is joined to its head.
    for (std::size_t const size : {std::size_t{0}, std::size_t{1}, std::size_t{64} << 10,
                                   (std::size_t{64} << 10) + 1, std::size_t{3} << 20}) {
        std::string const body(size, 'x');
        handler.on_at_once("/file", [&](HttpRequest const&) {
            HttpReply reply;
            reply.static_body = body;
            return reply;
        });
        if (!server) start();
        auto client = connect();
        client.send("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n" + get("/file") + get("/echo"));
        auto const head = client.read_reply(true);
        ASSERT_TRUE(head);
        EXPECT_EQ(head->header("Content-Length"), std::to_string(size));
        EXPECT_EQ(client.read_reply()->body, body);
        EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
    }
}

TEST_F(HttpAtOnceTest, AnswersWhatWasThrownAsInternalAndKeepsServing) {
    handler.on_at_once("/throw",
                       [](HttpRequest const&) -> HttpReply { throw std::runtime_error("secret"); });
    start();
    auto client = connect();
    client.send(get("/throw") + get("/echo"));
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 500);
    EXPECT_EQ(reply->body.find("secret"), std::string::npos);
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
}

TEST_F(HttpAtOnceTest, LetsAnotherClientGoBetweenTwoOfARow) {
    start();
    EXPECT_LT(count_answers_of_a_row(), 10U);
}

TEST_F(HttpAtOnceTest, LetsAnotherClientGoBetweenTwoOfARowOverTls) {
    start_tls();
    EXPECT_LT(count_answers_of_a_row(), 10U);
}

TEST_F(HttpAtOnceTest, LetsAnotherClientGoBetweenUpdatesOfKeys) {
    start_tls();
    auto const flood = [](RawClient& client) {
        for (int i = 0; i < 2000; ++i) {
            ASSERT_EQ(SSL_key_update(client.ssl(), SSL_KEY_UPDATE_NOT_REQUESTED), 1);
            ASSERT_EQ(SSL_do_handshake(client.ssl()), 1);
        }
        client.send(get("/page"));
    };
    EXPECT_EQ(count_answers_before_another_client(flood, 1), 0U);
}

TEST_F(HttpAtOnceTest, AreNoLeverThatFillsTheLog) {
    auto const reply_of = [](int status) {
        return [status](HttpRequest const&) {
            HttpReply reply;
            reply.status = status;
            return reply;
        };
    };
    handler.on_at_once("/page", reply_of(200));
    handler.on_at_once("/page-put", reply_of(405));
    handler.on_at_once("/broken", reply_of(500));
    handler.on("/missing", reply_of(404));
    handler.on("/refused", reply_of(400));
    start();
    for (auto const* path : {"/page", "/page-put", "/broken", "/missing", "/refused", "/echo"}) {
        ASSERT_TRUE(exchange(get(path)));
    }
    server->stop(std::chrono::seconds{10});
    std::vector<LogLevel> levels;
    for (auto const& [level, line] : log.lines()) levels.push_back(level);
    EXPECT_EQ(levels, (std::vector{LogLevel::debug, LogLevel::debug, LogLevel::error,
                                   LogLevel::debug, LogLevel::info, LogLevel::info}));
}

TEST_F(HttpAtOnceTest, ReadsTheWholeRequestFirst) {
    handler.on_at_once("/page", [](HttpRequest const& request) {
        HttpReply reply;
        reply.body = "with " + request.body;
        return reply;
    });
    start();
    auto client = connect();
    client.send("POST /page HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + get("/echo"));
    EXPECT_EQ(client.read_reply()->body, "with hello");
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
}

}  // namespace
}  // namespace roomkey
