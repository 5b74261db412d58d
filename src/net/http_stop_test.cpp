#include <latch>

#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds ample{20'000};

class HttpStopTest : public ServerFixture {
protected:
    /// /block signals that it runs and then waits to be released.
    void serve_block() {
        handler.on("/block", [this](HttpRequest const&) {
            is_running.count_down();
            may_end.wait();
            HttpReply reply;
            reply.body = "done";
            return reply;
        });
    }

    /// A connection that has been answered once. The server ends it in the same step of `stop` in
    /// which it asks the others to finish.
    [[nodiscard]] std::unique_ptr<RawClient> connect_idle() const {
        auto client = std::make_unique<RawClient>(server->port());
        client->send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_TRUE(client->read_reply());
        return client;
    }

    std::latch is_running{1};
    std::latch may_end{1};
};

TEST_F(HttpStopTest, EndsIdleConnectionsAtOnceAndTakesNoNewOne) {
    start();
    auto fresh = connect();
    auto idle = connect();
    idle.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(idle.read_reply());
    auto const port = server->port();
    server->stop(ample);
    EXPECT_TRUE(idle.is_closed_by_peer());
    EXPECT_TRUE(fresh.is_closed_by_peer());
    RawClient late(port);
    EXPECT_FALSE(late.is_connected());
    EXPECT_EQ(server->connection_count(), 0U);
}

TEST_F(HttpStopTest, AnswersWhatWasBegunAndClosesThen) {
    serve_block();
    start();
    auto client = connect();
    client.send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
    is_running.wait();
    auto const idle = connect_idle();
    std::thread stopper([this] { server->stop(ample); });
    EXPECT_TRUE(idle->is_closed_by_peer());
    may_end.count_down();
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "done");
    EXPECT_EQ(reply->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed_by_peer());
    client.close_sending();
    stopper.join();
}

TEST_F(HttpStopTest, LetsAHalfReadRequestFinish) {
    start();
    auto client = connect();
    client.send("GET /echo HTTP/1.1\r\nHo");
    // Answered on the same loop, hence after the first bytes above were read.
    auto const idle = connect_idle();
    std::thread stopper([this] { server->stop(ample); });
    EXPECT_TRUE(idle->is_closed_by_peer());
    client.send("st: a\r\n\r\n");
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header("Connection"), "close");
    client.close_sending();
    stopper.join();
}

TEST_F(HttpStopTest, CutsWhatTakesLongerThanTheGraceButWaitsForTheHandler) {
    serve_block();
    start();
    auto client = connect();
    client.send("GET /block HTTP/1.1\r\nHost: a\r\n\r\n");
    is_running.wait();
    auto unfinished = connect();
    unfinished.send("GET /echo HTTP/1.1\r\n");
    std::thread stopper([this] { server->stop(milliseconds{10}); });
    EXPECT_TRUE(unfinished.is_closed_by_peer());
    EXPECT_TRUE(client.is_closed_by_peer());
    may_end.count_down();
    stopper.join();
    EXPECT_EQ(server->connection_count(), 0U);
}

TEST_F(HttpStopTest, EndsEventStreamsAtOnce) {
    auto stream = std::make_shared<ScriptedStream>();
    handler.on("/events", [stream](HttpRequest const&) {
        HttpReply reply;
        reply.stream = stream;
        return reply;
    });
    start();
    auto client = connect();
    client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(client.read_head());
    stream->wait_until_asked(1);
    std::thread stopper([this] { server->stop(ample); });
    EXPECT_EQ(client.read_chunk(), "");
    EXPECT_TRUE(client.is_closed_by_peer());
    client.close_sending();
    stopper.join();
}

TEST_F(HttpStopTest, MayBeCalledTwiceAndByTheDestructor) {
    options.loop_threads = 2;
    start();
    auto client = connect();
    server->stop(milliseconds{0});
    server->stop(milliseconds{0});
    server.reset();
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpStopTest, StopsUnderLoadWithoutBreakingAnAnswer) {
    options.loop_threads = 2;
    start();
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([port = server->port()] {
            for (;;) {
                RawClient client(port);
                if (!client.is_connected()) return;
                for (int n = 0; n < 20; ++n) {
                    if (!client.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")) break;
                    auto const reply = client.read_reply();
                    if (!reply) break;
                    EXPECT_EQ(reply->body, "GET /echo\n");
                }
            }
        });
    }
    while (handler.requests().size() < 200) std::this_thread::yield();
    server->stop(ample);
    for (auto& caller : callers) caller.join();
}

}  // namespace
}  // namespace roomkey
