#include "net/http_server.hpp"

#include <latch>

#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

std::string const get = "GET /echo HTTP/1.1\r\nHost: a\r\n";

class HttpServerTest : public ServerFixture {
protected:
    [[nodiscard]] std::string request_lines() const {
        std::string text;
        for (auto const& [level, line] : log.lines()) {
            if (!line.starts_with("request ")) continue;
            auto const digits_begin = line.find("took_us=") + 8;
            auto const digits_end = line.find(' ', digits_begin);
            text += line.substr(0, digits_begin) + "T" + line.substr(digits_end) + "\n";
        }
        return text;
    }
};

TEST_F(HttpServerTest, HandsOverTheRequestAndReturnsTheReply) {
    handler.on("/teapot", [](HttpRequest const&) {
        HttpReply reply;
        reply.status = 418;
        reply.headers = {{"Content-Type", "text/plain"}, {"Server", "api-gateway"}};
        reply.body = "short and stout";
        return reply;
    });
    start();
    auto const reply = exchange(
        "PUT /teapot?a=%20b HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nContent-Length: 3\r\n\r\nabc");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 418);
    EXPECT_EQ(reply->header("Server"), "api-gateway");
    EXPECT_EQ(reply->header("Content-Length"), "15");
    EXPECT_EQ(reply->body, "short and stout");
    ASSERT_EQ(handler.requests().size(), 1U);
    auto const request = handler.requests().front();
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.target, "/teapot?a=%20b");
    EXPECT_EQ(request.header("x-one"), "1");
    EXPECT_EQ(request.body, "abc");
    EXPECT_EQ(request.source, "127.0.0.1");
}

TEST_F(HttpServerTest, AddsItsHeadersAndNoServer) {
    start();
    auto const reply = exchange(get + "\r\n");
    ASSERT_TRUE(reply);
    ASSERT_GE(reply->headers.size(), 4U);
    EXPECT_EQ(reply->headers.front().name, "X-Request-Id");
    EXPECT_EQ(reply->header("Connection"), "keep-alive");
    EXPECT_EQ(reply->header("Content-Length"), "10");
    EXPECT_EQ(reply->header("Date").size(),
              std::string_view("Sun, 06 Nov 1994 08:49:37 GMT").size());
    EXPECT_FALSE(find_header(reply->headers, "Server"));
}

TEST_F(HttpServerTest, EchoesASaneRequestIdAndReplacesAnyOther) {
    options.make_request_id = [] { return std::string("made"); };
    start();
    std::string const longest(64, 'a');
    for (auto const& [given, expected] :
         std::vector<std::pair<std::string, std::string>>{{"Az09_.-", "Az09_.-"},
                                                          {longest, longest},
                                                          {longest + "a", "made"},
                                                          {"", "made"},
                                                          {"a b", "made"},
                                                          {"a\r\nX-Request-Id: a", "made"},
                                                          {"\xC3\xA9", "made"}}) {
        auto const reply = exchange(get + "X-Request-ID: " + given + "\r\n\r\n");
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->header("X-Request-Id"), expected);
        EXPECT_EQ(handler.requests().back().request_id, expected);
    }
}

TEST_F(HttpServerTest, MakesRequestIdsOf32HexCharactersThatDiffer) {
    start();
    auto const first = exchange(get + "\r\n")->header("X-Request-Id");
    auto const second = exchange(get + "\r\n")->header("X-Request-Id");
    EXPECT_EQ(first.size(), 32U);
    EXPECT_EQ(first.find_first_not_of("0123456789abcdef"), std::string::npos) << first;
    EXPECT_NE(first, second);
}

TEST_F(HttpServerTest, AnswersManyRequestsOfOneConnectionInOrder) {
    start();
    auto client = connect();
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        requests += "GET /echo?n=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    client.send(requests);
    for (int i = 0; i < 50; ++i) {
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->body, "GET /echo?n=" + std::to_string(i) + "\n");
    }
}

TEST_F(HttpServerTest, ReadsARequestThatComesByteByByte) {
    start();
    auto client = connect();
    std::string const request =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n";
    for (char const byte : request) ASSERT_TRUE(client.send({&byte, 1}));
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "POST /echo\nhello!");
}

TEST_F(HttpServerTest, ClosesWhenTheClientAsksForItAndOnHttp10) {
    start();
    for (std::string const request : {"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                                      "GET /echo HTTP/1.0\r\n\r\n"}) {
        auto client = connect();
        client.send(request);
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->header("Connection"), "close");
        EXPECT_TRUE(client.is_closed_by_peer());
    }
}

TEST_F(HttpServerTest, KeepsAnHttp10ConnectionThatAsksForIt) {
    start();
    auto client = connect();
    for (int i = 0; i < 2; ++i) {
        client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->header("Connection"), "keep-alive");
    }
}

TEST_F(HttpServerTest, AnswersAClientThatHasStoppedSending) {
    start();
    auto client = connect();
    client.send(get + "\r\n");
    client.close_sending();
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpServerTest, AnswersHeadWithTheLengthAndWithoutTheBody) {
    start();
    auto client = connect();
    client.send("HEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n" + get + "\r\n");
    auto const head = client.read_reply(true);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->header("Content-Length"), "11");
    auto const next = client.read_reply();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->body, "GET /echo\n");
}

TEST_F(HttpServerTest, SendsNoBodyWith204And304) {
    handler.on("/empty", [](HttpRequest const& request) {
        HttpReply reply;
        reply.status = request.target.ends_with("304") ? 304 : 204;
        reply.body = "never sent";
        return reply;
    });
    start();
    auto client = connect();
    client.send(
        "GET /empty?204 HTTP/1.1\r\nHost: a\r\n\r\nGET /empty?304 HTTP/1.1\r\nHost: a\r\n\r\n" +
        get + "\r\n");
    for (int const status : {204, 304}) {
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, status);
        EXPECT_FALSE(find_header(reply->headers, "Content-Length"));
    }
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
}

TEST_F(HttpServerTest, SendsALargeBodyWhole) {
    std::string const body(std::size_t{3} << 20, 'x');
    handler.on("/large", [&](HttpRequest const&) { return body_reply(body); });
    start();
    auto client = connect();
    client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + get + "\r\n");
    EXPECT_EQ(client.read_reply()->body, body);
    EXPECT_EQ(client.read_reply()->body, "GET /echo\n");
}

TEST_F(HttpServerTest, AnswersWhatAHandlerThrewAsInternalAndKeepsServing) {
    handler.on("/throw",
               [](HttpRequest const&) -> HttpReply { throw std::runtime_error("secret reason"); });
    start();
    auto client = connect();
    client.send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n" + get + "\r\n");
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 500);
    EXPECT_EQ(reply->body.find("secret"), std::string::npos);
    EXPECT_EQ(client.read_reply()->status, 200);
    bool is_logged = false;
    for (auto const& [level, line] : log.lines()) {
        is_logged = is_logged || (level == LogLevel::error &&
                                  line.find("detail=secret reason") != std::string::npos);
    }
    EXPECT_TRUE(is_logged);
}

TEST_F(HttpServerTest, LeavesOutAHeaderThatWouldSplitTheReply) {
    handler.on("/split", [](HttpRequest const&) {
        HttpReply reply;
        reply.headers = {{"X-Bad", "a\r\nX-Injected: b"}, {"X Bad", "c"}, {"X-Good", "d"}};
        return reply;
    });
    start();
    auto const reply = exchange("GET /split HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->head.find("X-Injected"), std::string::npos);
    EXPECT_EQ(reply->head.find("X Bad"), std::string::npos);
    EXPECT_EQ(reply->header("X-Good"), "d");
}

TEST_F(HttpServerTest, LogsOneLinePerRequestWithoutTargetOrWholeAddress) {
    handler.on("/refuse", [](HttpRequest const&) {
        HttpReply reply;
        reply.status = 400;
        reply.reason = "invalid_parameter";
        return reply;
    });
    start();
    auto client = connect();
    client.send(get + "X-Request-Id: one\r\n\r\nBREW /refuse HTTP/1.1\r\nHost: a\r\n" +
                "X-Request-Id: two\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.is_closed_by_peer());
    auto const lines = request_lines();
    EXPECT_EQ(lines,
              "request method=GET route=echo status=200 reason=- took_us=T request_id=one "
              "source=127.0.0.x\n"
              "request method=- route=- status=400 reason=invalid_parameter took_us=T "
              "request_id=two source=127.0.0.x\n");
}

TEST_F(HttpServerTest, LogsServerErrorsAsErrors) {
    handler.on("/broken", [](HttpRequest const&) {
        HttpReply reply;
        reply.status = 503;
        return reply;
    });
    start();
    auto client = connect();
    client.send("GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.is_closed_by_peer());
    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_EQ(log.lines().front().first, LogLevel::error);
}

TEST_F(HttpServerTest, ObservesEachAnsweredRequestAndEachRefusal) {
    std::mutex mutex;
    std::vector<std::string> seen;
    options.observe = [&](HttpObservation const& observation) {
        std::lock_guard const lock(mutex);
        seen.push_back(std::string(observation.route) + " " + std::to_string(observation.status) +
                       " " + std::string(observation.reason));
    };
    start();
    auto client = connect();
    client.send(get + "\r\nnonsense\r\n\r\n");
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.read_reply());
    EXPECT_TRUE(client.is_closed_by_peer());
    std::lock_guard const lock(mutex);
    EXPECT_EQ(seen, (std::vector<std::string>{"echo 200 ", " 400 request_malformed"}));
}

TEST_F(HttpServerTest, ServesConnectionsOnAllItsLoopsAtOnce) {
    options.loop_threads = 3;
    worker_threads = 6;
    std::latch together(6);
    handler.on("/together", [&](HttpRequest const&) {
        together.arrive_and_wait();
        return HttpReply{};
    });
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(server->port()));
        clients.back()->send("GET /together HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (auto& client : clients) EXPECT_TRUE(client->read_reply());
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
    start();
    options.port = server->port();
    auto const second = HttpServer::start(options, nullptr, *workers, handler, log);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
    EXPECT_NE(second.error().detail.find(std::to_string(options.port)), std::string::npos);
    options.host = "no such host";
    EXPECT_FALSE(HttpServer::start(options, nullptr, *workers, handler, log).ok());
}

TEST_F(HttpServerTest, TakesProbesWithoutAHostWhereNoneIsNeeded) {
    options.needs_host = false;
    start();
    for (auto const* request :
         {"GET /echo HTTP/1.1\r\n\r\n", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n",
          "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n", "GET /echo HTTP/1.0\r\n\r\n"}) {
        auto const reply = exchange(request);
        ASSERT_TRUE(reply) << request;
        EXPECT_EQ(reply->status, 200) << request;
    }
    for (auto const* request : {"GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                                "GET /echo HTTP/1.1\r\nHost: a b\r\n\r\n"}) {
        EXPECT_EQ(exchange(request)->status, 400) << request;
    }
}

TEST_F(HttpServerTest, NeedsAHostElsewhere) {
    start();
    EXPECT_EQ(exchange("GET /echo HTTP/1.1\r\n\r\n")->status, 400);
    EXPECT_EQ(exchange("GET /echo HTTP/1.1\r\nHost:\r\n\r\n")->status, 400);
}

TEST_F(HttpServerTest, SaysWhatIsSetAboutTransportSecurity) {
    options.transport_security = "max-age=60";
    start();
    auto const get = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(exchange(get)->header("Strict-Transport-Security"), "max-age=60");
    // Refusals of the transport itself, too.
    EXPECT_EQ(exchange("GET /echo HTTP/1.1\r\n\r\n")->header("Strict-Transport-Security"),
              "max-age=60");
}

}  // namespace
}  // namespace roomkey
