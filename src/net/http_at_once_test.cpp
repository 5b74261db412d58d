#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <string>
#include <thread>

#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

/// Answers that are given on the event loop, without a worker.
class HttpAtOnceTest : public ServerFixture {
protected:
    static std::string get(std::string const& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
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
