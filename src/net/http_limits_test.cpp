#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kibibyte = 1024;

class HttpLimitsTest : public ServerFixture {
protected:
    static std::string post(std::string const& body) {
        return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    }

    static std::string chunked(std::string const& body) {
        std::string text = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        // Uneven pieces, so that the limit falls within one.
        for (std::size_t begin = 0; begin < body.size(); begin += 1000) {
            auto const piece = body.substr(begin, 1000);
            std::array<char, 8> size{};
            auto const end = std::to_chars(size.data(), size.data() + 8, piece.size(), 16).ptr;
            text.append(size.data(), end).append("\r\n").append(piece).append("\r\n");
        }
        return text + "0\r\n\r\n";
    }

    /// A request whose line, without its CRLF, has this many bytes.
    static std::string with_line_of(std::size_t bytes) {
        std::string const around = "GET / HTTP/1.1";
        return "GET /" + std::string(bytes - around.size(), 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    /// A request whose head, with its empty line, has this many bytes.
    static std::string with_head_of(std::size_t bytes) {
        std::string const begin = "GET /echo HTTP/1.1\r\nHost: a\r\nX-Filler: ";
        return begin + std::string(bytes - begin.size() - 4, 'x') + "\r\n\r\n";
    }

    void expect_refused(std::string_view request, int status, std::string_view reason) {
        auto client = connect();
        client.send(request);
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, status);
        EXPECT_EQ(reply->body, reason);
        EXPECT_EQ(reply->header("Connection"), "close");
        EXPECT_TRUE(client.is_closed_by_peer());
    }

    void expect_answered(std::string_view request) {
        auto const reply = exchange(request);
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, 200);
    }
};

TEST_F(HttpLimitsTest, TakesABodyAtTheLimitAndRefusesOneByteMore) {
    start();
    expect_answered(post(std::string(64 * kibibyte, 'x')));
    expect_refused(post(std::string(64 * kibibyte + 1, 'x')), 413, "body_too_large");
    ASSERT_EQ(handler.requests().size(), 1U);
    EXPECT_EQ(handler.requests().front().body.size(), 64 * kibibyte);
}

TEST_F(HttpLimitsTest, HoldsChunkedBodiesToTheSameLimit) {
    start();
    expect_answered(chunked(std::string(64 * kibibyte, 'x')));
    expect_refused(chunked(std::string(64 * kibibyte + 1, 'x')), 413, "body_too_large");
    ASSERT_EQ(handler.requests().size(), 1U);
    EXPECT_EQ(handler.requests().front().body, std::string(64 * kibibyte, 'x'));
}

TEST_F(HttpLimitsTest, RefusesChunkedFramingThatOutweighsItsBody) {
    start();
    std::string request = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::string const chunk = "1;" + std::string(8 * kibibyte, 'x') + "\r\ny\r\n";
    for (int i = 0; i < 80; ++i) request += chunk;
    expect_refused(request, 413, "body_too_large");
}

TEST_F(HttpLimitsTest, RefusesAChunkHeaderThatFillsTheBuffer) {
    start();
    expect_refused("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
                       std::string(17 * kibibyte, 'x'),
                   400, "request_malformed");
}

TEST_F(HttpLimitsTest, TakesARequestLineAtTheLimitAndRefusesOneByteMore) {
    start();
    expect_answered(with_line_of(8 * kibibyte));
    expect_refused(with_line_of(8 * kibibyte + 1), 414, "request_line_too_long");
}

TEST_F(HttpLimitsTest, TakesAHeadAtTheLimitAndRefusesOneByteMore) {
    start();
    expect_answered(with_head_of(16 * kibibyte));
    expect_refused(with_head_of(16 * kibibyte + 1), 431, "header_too_large");
}

TEST_F(HttpLimitsTest, RefusesAnEndlessHeadWithoutWaitingForItsEnd) {
    start();
    auto request = with_head_of(16 * kibibyte + 4);
    request.resize(16 * kibibyte);
    expect_refused(request, 431, "header_too_large");
}

TEST_F(HttpLimitsTest, TellsASlowHeadThatItTimedOut) {
    options.limits.header_read_max = milliseconds{50};
    start();
    expect_refused("GET /echo HTTP/1.1\r\nHost:", 408, "request_timed_out");
}

TEST_F(HttpLimitsTest, TellsASlowBodyThatItTimedOut) {
    options.limits.body_read_max = milliseconds{50};
    start();
    expect_refused("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcd", 408,
                   "request_timed_out");
    ASSERT_EQ(handler.refused().size(), 1U);
    EXPECT_EQ(handler.refused().front().method, "POST");
    EXPECT_TRUE(handler.requests().empty());
}

TEST_F(HttpLimitsTest, ClosesASilentConnectionWithoutAWord) {
    options.limits.header_read_max = milliseconds{50};
    start();
    auto client = connect();
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpLimitsTest, ClosesAnIdleConnectionAfterItsTimeAndNotAfterThatOfAHead) {
    options.limits.header_read_max = milliseconds{10'000};
    options.limits.idle_max = milliseconds{50};
    start();
    EXPECT_TRUE(connect_idle().is_closed_by_peer());
}

TEST_F(HttpLimitsTest, GivesUpOnAPeerThatDoesNotReadItsReply) {
    options.limits.write_max = milliseconds{50};
    handler.on("/large", [](HttpRequest const&) {
        return body_reply(std::string(std::size_t{64} << 20, 'x'));
    });
    start();
    auto client = connect();
    client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    auto second = connect();
    second.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    ASSERT_TRUE(second.read_reply());
    EXPECT_TRUE(second.is_closed_by_peer());
    second.close_sending();
    while (server->connection_count() > 0) std::this_thread::yield();
    EXPECT_LT(client.read_all().size(), std::size_t{64} << 20);
}

TEST_F(HttpLimitsTest, ClosesAfterTooManyRequestsInARowIfOneMoreIsThere) {
    options.limits.pipelined_requests_max = 4;
    start();
    std::string const request = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";
    std::string const row = request + request + request + request;
    auto client = connect();
    for (int round = 0; round < 2; ++round) {
        client.send(row);
        for (int i = 0; i < 4; ++i) {
            EXPECT_EQ(client.read_reply()->header("Connection"), "keep-alive");
        }
    }
    client.send(row + request);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(client.read_reply()->header("Connection"), "keep-alive");
    }
    EXPECT_EQ(client.read_reply()->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed_by_peer());
    EXPECT_EQ(handler.requests().size(), 12U);
}

TEST_F(HttpLimitsTest, KeepsAClientThatWaitsForItsAnswers) {
    options.limits.pipelined_requests_max = 1;
    start();
    auto client = connect();
    for (int i = 0; i < 10; ++i) {
        client.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(client.read_reply()->header("Connection"), "keep-alive");
    }
}

TEST_F(HttpLimitsTest, AnswersBusyWithRetryAfterWhenTheQueueIsFullAndKeepsTheConnection) {
    worker_threads = 1;
    queue_max = 1;
    serve_block();
    start();
    auto running = connect_blocked();
    auto queued = connect();
    queued.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    while (workers->queue_length() == 0) std::this_thread::yield();

    auto surplus = connect();
    surplus.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const refused = surplus.read_reply();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->header("Retry-After"), "1");
    EXPECT_EQ(refused->header("Connection"), "keep-alive");

    may_end.count_down();
    EXPECT_EQ(queued.read_reply()->status, 200);
    surplus.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(surplus.read_reply()->status, 200);
}

TEST_F(HttpLimitsTest, AsksForABodyOnlyIfItWillTakeIt) {
    start();
    std::string const head =
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    auto client = connect();
    client.send(head + "5\r\n\r\n");
    auto const interim = client.read_reply();
    ASSERT_TRUE(interim);
    EXPECT_EQ(interim->status, 100);
    client.send("hello");
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "POST /echo\nhello");

    expect_refused(head + std::to_string(64 * kibibyte + 1) + "\r\n\r\n", 413, "body_too_large");
}

TEST_F(HttpLimitsTest, DoesNotAskForABodyThatHasBegun) {
    start();
    auto const reply = exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
}

}  // namespace
}  // namespace roomkey
