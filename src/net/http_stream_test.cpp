#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::milliseconds;

std::string const watch = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n";

class HttpStreamTest : public ServerFixture {
protected:
    HttpStreamTest() { options.limits.heartbeat = std::chrono::hours{1}; }
};

TEST_F(HttpStreamTest, SendsWhatIsNewAfterEachWakeAndEndsAfterTheLast) {
    auto const stream = serve_stream();
    stream->say("event: bound\n\n");
    start();
    auto client = connect();
    client.send(watch);
    auto const head = client.read_head();
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->header("Transfer-Encoding"), "chunked");
    EXPECT_EQ(head->header("Cache-Control"), "no-cache");
    EXPECT_EQ(head->header("Content-Type"), "text/event-stream");
    EXPECT_EQ(head->header("Connection"), "close");
    EXPECT_FALSE(find_header(head->headers, "Content-Length"));
    EXPECT_EQ(client.read_chunk(), "event: bound\n\n");
    stream->say("event: updated\n\n");
    EXPECT_EQ(client.read_chunk(), "event: updated\n\n");
    stream->say("event: unbound\n\n", true);
    EXPECT_EQ(client.read_chunk(), "event: unbound\n\n");
    EXPECT_EQ(client.read_chunk(), "");
    EXPECT_TRUE(client.is_closed_by_peer());
    stream->wait_until_left();
}

TEST_F(HttpStreamTest, LosesNoWakeHoweverManyComeAtOnce) {
    auto const stream = serve_stream();
    start();
    auto client = connect_watching();
    std::thread speaker([stream] {
        for (int i = 0; i < 2000; ++i) stream->say("x");
        stream->say("", true);
    });
    std::size_t total = 0;
    for (auto chunk = client.read_chunk(); chunk && !chunk->empty(); chunk = client.read_chunk()) {
        total += chunk->size();
    }
    speaker.join();
    EXPECT_EQ(total, 2000U);
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpStreamTest, AsksAndThenWritesACommentAtEachHeartbeat) {
    options.limits.heartbeat = milliseconds{10};
    auto const stream = serve_stream();
    start();
    auto client = connect_watching();
    EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
    EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
    stream->wait_until_asked(3);
}

TEST_F(HttpStreamTest, SendsPlainTextToHttp10) {
    auto const stream = serve_stream();
    stream->say("event: unbound\n\n", true);
    start();
    auto client = connect();
    client.send("GET /events HTTP/1.0\r\n\r\n");
    auto const head = client.read_head();
    ASSERT_TRUE(head);
    EXPECT_FALSE(find_header(head->headers, "Transfer-Encoding"));
    EXPECT_EQ(client.read_all(), "event: unbound\n\n");
}

TEST_F(HttpStreamTest, AnswersHeadWithoutStreaming) {
    auto const stream = serve_stream();
    start();
    auto client = connect();
    client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.read_reply(true));
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
}

TEST_F(HttpStreamTest, NoticesAPeerThatLeaves) {
    auto const stream = serve_stream();
    start();
    {
        auto client = connect_watching();
        stream->wait_until_asked(1);
    }
    stream->wait_until_left();
    stream->wake_anyway();
    while (server->connection_count() > 0) std::this_thread::yield();
}

TEST_F(HttpStreamTest, IgnoresALittleFromAPeerThatListensAndEndsOneThatSendsMore) {
    auto const stream = serve_stream();
    start();
    auto client = connect_watching();
    client.send(std::string(4096, 'x'));
    stream->say("event: bound\n\n");
    EXPECT_EQ(client.read_chunk(), "event: bound\n\n");
    client.send("x");
    EXPECT_EQ(client.read_chunk(), "");
    stream->wait_until_left();
}

TEST_F(HttpStreamTest, MayBeWokenAfterTheServerIsGone) {
    auto const stream = serve_stream();
    start();
    auto client = connect_watching();
    stream->wait_until_asked(1);
    server.reset();
    stream->wake_anyway();
    // Without a grace the stream may be cut before its end is written.
    EXPECT_EQ(client.read_chunk().value_or(""), "");
}

TEST_F(HttpStreamTest, EndsAndLogsAStreamThatThrows) {
    auto const stream = serve_stream();
    stream->break_down();
    start();
    auto client = connect_watching();
    EXPECT_FALSE(client.read_chunk());
    EXPECT_TRUE(client.is_closed_by_peer());
    stream->wait_until_left();
    server->stop(milliseconds{0});
    EXPECT_EQ(log.lines().back().first, LogLevel::error);
    EXPECT_NE(log.lines().back().second.find("stream_failed"), std::string::npos);
}

TEST_F(HttpStreamTest, KeepsManyIdleStreamsWithoutHoldingAWorker) {
    constexpr int count = 200;
    worker_threads = 1;
    queue_max = 16;
    std::vector<std::shared_ptr<ScriptedStream>> streams;
    std::mutex mutex;
    handler.on("/events", [&](HttpRequest const&) {
        HttpReply reply;
        std::lock_guard const lock(mutex);
        streams.push_back(std::make_shared<ScriptedStream>());
        reply.stream = streams.back();
        return reply;
    });
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(server->port()));
        clients.back()->send(watch);
        ASSERT_TRUE(clients.back()->read_head());
    }
    EXPECT_EQ(exchange("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")->status, 200);
    // More wakes at once than the queue has room for: each stream is asked nevertheless.
    for (auto const& stream : streams) stream->say("event: unbound\n\n", true);
    for (auto& client : clients) EXPECT_EQ(client->read_chunk(), "event: unbound\n\n");
}

TEST_F(HttpStreamTest, SurvivesPeersThatLeaveWhileTheStreamIsWoken) {
    options.loop_threads = 2;
    std::mutex mutex;
    std::vector<std::thread> speakers;
    handler.on("/events", [&](HttpRequest const&) {
        HttpReply reply;
        auto stream = std::make_shared<ScriptedStream>();
        reply.stream = stream;
        std::lock_guard const lock(mutex);
        speakers.emplace_back([stream] {
            for (int i = 0; i < 20; ++i) stream->say("event: updated\n\n");
        });
        return reply;
    });
    start();
    for (int i = 0; i < 100; ++i) {
        auto client = connect();
        client.send(watch);
        if (i % 2 == 0) {
            EXPECT_TRUE(client.read_head());
        }
    }
    EXPECT_EQ(exchange("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")->status, 200);
    server.reset();
    for (auto& speaker : speakers) speaker.join();
}

}  // namespace
}  // namespace roomkey
