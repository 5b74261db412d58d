#include "net/http_client.hpp"

#include <fstream>
#include <iterator>

#include "net/testing/tls_fixture.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

using std::chrono::milliseconds;

class HttpClientTest : public TlsServerFixture {
protected:
    [[nodiscard]] HttpClientOptions plain_options() const {
        HttpClientOptions made;
        made.base_url = "http://127.0.0.1:" + std::to_string(server->port());
        return made;
    }

    [[nodiscard]] HttpClientOptions tls_options() const {
        auto made = plain_options();
        made.base_url.replace(0, 4, "https");
        return made;
    }

    void serve_body(std::size_t bytes) {
        handler.on("/body",
                   [bytes](HttpRequest const&) { return body_reply(std::string(bytes, 'x')); });
    }
};

TEST_F(HttpClientTest, SendsWhatItIsGivenAndReturnsTheAnswer) {
    start();
    HttpClient client(plain_options());
    auto const answer = client.send("PUT", "/a/../echo?b=%20c", {{"X-One", "1"}, {"X-Empty", ""}},
                                    std::string_view("a\0b", 3));
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, std::string("PUT /a/../echo?b=%20c\na\0b", 25));
    EXPECT_EQ(find_header(answer->headers, "content-type"), "text/plain");
    auto const request = handler.requests().back();
    EXPECT_EQ(request.header("X-One"), "1");
    EXPECT_EQ(request.header("X-Empty"), "");
    EXPECT_FALSE(request.header("Expect"));
}

TEST_F(HttpClientTest, KnowsEveryMethodAndKeepsItsConnection) {
    start();
    HttpClient client(plain_options());
    for (auto const* const method : {"GET", "POST", "PUT", "DELETE"}) {
        auto const answer = client.send(method, "/echo", {});
        ASSERT_TRUE(answer.ok()) << answer.error().detail;
        EXPECT_EQ(answer->body, std::string(method) + " /echo\n");
    }
    auto const answer = client.send("HEAD", "/echo", {});
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    EXPECT_EQ(answer->body, "");
    EXPECT_EQ(server->connection_count(), 1U);
}

TEST_F(HttpClientTest, FollowsNoRedirect) {
    handler.on("/moved", [](HttpRequest const&) {
        HttpReply reply;
        reply.status = 302;
        reply.headers = {{"Location", "/echo"}};
        return reply;
    });
    start();
    auto const answer = HttpClient(plain_options()).send("GET", "/moved", {});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->status, 302);
    EXPECT_EQ(handler.requests().size(), 1U);
}

TEST_F(HttpClientTest, TakesAnAnswerAtTheLimitAndRefusesOneByteMore) {
    start();
    HttpClient client(plain_options());
    serve_body(std::size_t{1} << 20);
    auto const at_limit = client.send("GET", "/body", {});
    ASSERT_TRUE(at_limit.ok()) << at_limit.error().detail;
    EXPECT_EQ(at_limit->body.size(), std::size_t{1} << 20);
    serve_body((std::size_t{1} << 20) + 1);
    auto const past_limit = client.send("GET", "/body", {});
    ASSERT_FALSE(past_limit.ok());
    EXPECT_EQ(past_limit.error().code, ErrorCode::unavailable);
}

TEST_F(HttpClientTest, SaysUnavailableIfNobodyAnswers) {
    start();
    auto const client_options = plain_options();
    server.reset();
    auto const answer = HttpClient(client_options).send("GET", "/echo", {});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(answer.error().detail.empty());
}

TEST_F(HttpClientTest, GivesUpAfterItsTime) {
    options.limits.heartbeat = std::chrono::hours{1};
    serve_stream();
    start();
    auto client_options = plain_options();
    client_options.total_max = milliseconds{50};
    auto const answer = HttpClient(client_options).send("GET", "/events", {});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
}

TEST_F(HttpClientTest, RefusesALineBreakInAHeader) {
    start();
    EXPECT_FALSE(HttpClient(plain_options()).send("GET", "/echo", {{"X", "a\r\nY: b"}}).ok());
    EXPECT_TRUE(handler.requests().empty());
}

TEST_F(HttpClientTest, TrustsACertificateWhateverTheEditorMadeOfIt) {
    start_tls();
    std::ifstream pem(certificate);
    std::string const text{std::istreambuf_iterator<char>(pem), {}};
    auto trusting = tls_options();
    trusting.ca_file = certificate.string() + ".edited";
    for (auto const& [name, bytes] : encodings_of(text)) {
        std::ofstream(trusting.ca_file, std::ios::binary) << bytes;
        auto const answer = HttpClient(trusting).send("GET", "/echo", {});
        EXPECT_TRUE(answer.ok()) << name << ": " << answer.error().detail;
    }
}

TEST_F(HttpClientTest, SaysThatItCannotReadTheCertificatesToTrust) {
    start_tls();
    auto missing = tls_options();
    missing.ca_file = certificate.string() + ".missing";
    auto const answer = HttpClient(missing).send("GET", "/echo", {});
    ASSERT_FALSE(answer.ok());
    EXPECT_NE(answer.error().detail.find(".missing"), std::string::npos) << answer.error().detail;
}

TEST_F(HttpClientTest, TrustsOnlyTheCertificateItIsGiven) {
    start_tls();
    auto const untrusted = HttpClient(tls_options()).send("GET", "/echo", {});
    ASSERT_FALSE(untrusted.ok());
    EXPECT_EQ(untrusted.error().detail, untrusted_certificate);
    auto trusting = tls_options();
    trusting.ca_file = certificate.string();
    auto const answer = HttpClient(trusting).send("GET", "/echo", {});
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    auto careless = tls_options();
    careless.is_insecure = true;
    EXPECT_TRUE(HttpClient(careless).send("GET", "/echo", {}).ok());
}

TEST_F(HttpClientTest, ReadsAStreamLineByLineUntilItEnds) {
    auto const stream = serve_stream();
    stream->say("event: bound\r\ndata: {}\n\nevent: unb");
    stream->say("ound\n", true);
    start();
    std::vector<std::string> lines;
    auto const answer =
        HttpClient(plain_options()).stream("/events", {}, milliseconds{20'000}, [&](auto line) {
            lines.emplace_back(line);
            return true;
        });
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(lines, (std::vector<std::string>{"event: bound", "data: {}", "", "event: unbound"}));
}

TEST_F(HttpClientTest, LeavesAStreamWhenAskedTo) {
    auto const stream = serve_stream();
    stream->say("one\ntwo\nthree\n");
    start();
    std::vector<std::string> lines;
    auto const answer =
        HttpClient(plain_options()).stream("/events", {}, milliseconds{20'000}, [&](auto line) {
            lines.emplace_back(line);
            return lines.size() < 2;
        });
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
    stream->wait_until_left();
}

TEST_F(HttpClientTest, ReturnsTheBodyOfARefusedStream) {
    handler.on("/events", [](HttpRequest const&) {
        HttpReply reply;
        reply.status = 401;
        reply.body = "{\"error_code\":\"USG.206010075\"}";
        return reply;
    });
    start();
    int lines = 0;
    auto const answer =
        HttpClient(plain_options()).stream("/events", {}, milliseconds{20'000}, [&](auto /*line*/) {
            ++lines;
            return true;
        });
    ASSERT_TRUE(answer.ok()) << answer.error().detail;
    EXPECT_EQ(answer->status, 401);
    EXPECT_EQ(answer->body, "{\"error_code\":\"USG.206010075\"}");
    EXPECT_EQ(lines, 0);
}

TEST_F(HttpClientTest, TellsASilentStreamFromALivingOne) {
    options.limits.heartbeat = std::chrono::hours{1};
    serve_stream();
    start();
    auto const answer =
        HttpClient(plain_options()).stream("/events", {}, milliseconds{50}, [](auto /*line*/) {
            return true;
        });
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
    EXPECT_NE(answer.error().detail.find("stopped responding"), std::string::npos);
}

}  // namespace
}  // namespace roomkey
