#include <openssl/x509.h>

#include "net/testing/tls_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::milliseconds;

std::string const get = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";

class HttpTlsTest : public TlsServerFixture {
protected:
    [[nodiscard]] RawClient connect_tls(SSL_CTX* context = nullptr,
                                        SSL_SESSION* session = nullptr) const {
        return RawClient(server->port(), context == nullptr ? client_tls.get() : context, session);
    }

    static std::string agreed_protocol(RawClient const& client) {
        unsigned char const* name = nullptr;
        unsigned int size = 0;
        SSL_get0_alpn_selected(client.ssl(), &name, &size);
        return {reinterpret_cast<char const*>(name), size};
    }

    static std::string serial_of(RawClient const& client) {
        std::unique_ptr<X509, decltype(&X509_free)> const held(
            SSL_get1_peer_certificate(client.ssl()), &X509_free);
        auto const* const serial = X509_get0_serialNumber(held.get());
        return {reinterpret_cast<char const*>(ASN1_STRING_get0_data(serial)),
                static_cast<std::size_t>(ASN1_STRING_length(serial))};
    }

    static void serve_once(RawClient& client) {
        ASSERT_TRUE(client.is_connected());
        client.send(get);
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->body, "GET /echo\n");
    }
};

TEST_F(HttpTlsTest, ServesRequestsOverTls) {
    start_tls();
    auto client = connect_tls();
    serve_once(client);
    serve_once(client);
    EXPECT_STREQ(SSL_get_version(client.ssl()), "TLSv1.3");
}

TEST_F(HttpTlsTest, ServesTls12AndRefusesTls11) {
    start_tls();
    SSL_CTX_set_max_proto_version(client_tls.get(), TLS1_2_VERSION);
    auto client = connect_tls();
    serve_once(client);
    // The client's own policy must not be what rejects it.
    auto const old = make_client_tls();
    SSL_CTX_set_security_level(old.get(), 0);
    SSL_CTX_set_min_proto_version(old.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(old.get(), TLS1_1_VERSION);
    EXPECT_FALSE(connect_tls(old.get()).is_connected());
}

TEST_F(HttpTlsTest, AgreesOnHttp11AndOnNothingElse) {
    start_tls();
    auto const both = make_client_tls({"h2", "http/1.1"});
    auto client_of_both = connect_tls(both.get());
    EXPECT_EQ(agreed_protocol(client_of_both), "http/1.1");
    serve_once(client_of_both);
    auto const newer = make_client_tls({"h2"});
    auto client_of_newer = connect_tls(newer.get());
    EXPECT_EQ(agreed_protocol(client_of_newer), "");
    serve_once(client_of_newer);
}

TEST_F(HttpTlsTest, ResumesSessionsOfBothVersions) {
    start_tls();
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        SSL_CTX_set_max_proto_version(client_tls.get(), version);
        auto first = connect_tls();
        serve_once(first);
        std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> const session(
            SSL_get1_session(first.ssl()), &SSL_SESSION_free);
        auto second = connect_tls(nullptr, session.get());
        serve_once(second);
        EXPECT_EQ(SSL_session_reused(second.ssl()), 1) << version;
    }
}

TEST_F(HttpTlsTest, ClosesPlainHttpAndNonsenseWithoutHarm) {
    start_tls();
    for (std::string const& input : {get, std::string(300, '\0'), std::string("\x16\x03\x01", 3)}) {
        auto plain = connect();
        plain.send(input);
        plain.close_sending();
        plain.read_all();
    }
    auto client = connect_tls();
    serve_once(client);
    EXPECT_EQ(handler.requests().size(), 1U);
}

TEST_F(HttpTlsTest, ClosesAHandshakeThatTakesTooLong) {
    options.limits.handshake_max = milliseconds{50};
    start_tls();
    auto plain = connect();
    EXPECT_TRUE(plain.is_closed_by_peer());
}

TEST_F(HttpTlsTest, SendsALargeBodyWholeAndTakesOneAtTheLimit) {
    std::string const large(std::size_t{3} << 20, 'x');
    handler.on("/large", [&](HttpRequest const&) { return body_reply(large); });
    start_tls();
    auto client = connect_tls();
    client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_reply()->body, large);
    std::string const body(64 << 10, 'y');
    client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + body);
    EXPECT_EQ(client.read_reply()->body, "PUT /echo\n" + body);
    client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n" + body + "y");
    EXPECT_EQ(client.read_reply()->status, 413);
}

TEST_F(HttpTlsTest, AnswersRequestsThatShareARecord) {
    start_tls();
    auto client = connect_tls();
    client.send(get + get + get);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(client.read_reply());
}

TEST_F(HttpTlsTest, SaysGoodbyeBeforeItClosesAnIdleConnection) {
    options.limits.idle_max = milliseconds{50};
    start_tls();
    auto client = connect_tls();
    serve_once(client);
    EXPECT_TRUE(client.is_closed_by_peer());
    EXPECT_NE(SSL_get_shutdown(client.ssl()) & SSL_RECEIVED_SHUTDOWN, 0);
}

TEST_F(HttpTlsTest, StreamsEventsAndNoticesAPeerThatLeaves) {
    auto const stream = serve_stream();
    start_tls();
    {
        auto client = connect_tls();
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        ASSERT_TRUE(client.read_head());
        for (int i = 0; i < 3; ++i) {
            stream->say("event: updated\n\n");
            EXPECT_EQ(client.read_chunk(), "event: updated\n\n");
        }
    }
    stream->wait_until_left();
}

TEST_F(HttpTlsTest, SurvivesPeersThatLeaveInTheMiddleOfAReply) {
    handler.on("/large", [](HttpRequest const&) {
        HttpReply reply;
        reply.body.assign(std::size_t{8} << 20, 'x');
        return reply;
    });
    start_tls();
    for (int i = 0; i < 10; ++i) {
        auto client = connect_tls();
        client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        ASSERT_TRUE(client.read_head());
    }
    auto client = connect_tls();
    serve_once(client);
}

TEST_F(HttpTlsTest, ReloadsForNewConnectionsAndKeepsTheOldOnes) {
    start_tls();
    auto old = connect_tls();
    serve_once(old);
    auto const old_serial = serial_of(old);
    std::filesystem::remove(certificate);
    ASSERT_TRUE(ensure_self_signed(certificate, key, "127.0.0.1").ok());
    ASSERT_TRUE(tls->reload().ok());
    auto fresh = connect_tls();
    serve_once(fresh);
    EXPECT_NE(serial_of(fresh), old_serial);
    serve_once(old);
}

TEST_F(HttpTlsTest, KeepsTheOldCertificateIfTheNewOneCannotBeUsed) {
    start_tls();
    auto old = connect_tls();
    std::filesystem::resize_file(key, 20);
    auto const status = tls->reload();
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
    EXPECT_NE(status.error().detail.find("key.pem"), std::string::npos);
    auto fresh = connect_tls();
    serve_once(fresh);
    EXPECT_EQ(serial_of(fresh), serial_of(old));
}

TEST_F(HttpTlsTest, ReloadsUnderLoad) {
    options.loop_threads = 2;
    start_tls();
    std::vector<std::thread> callers;
    for (int i = 0; i < 2; ++i) {
        callers.emplace_back([this] {
            for (int n = 0; n < 25; ++n) {
                auto client = connect_tls();
                serve_once(client);
            }
        });
    }
    for (int i = 0; i < 25; ++i) EXPECT_TRUE(tls->reload().ok());
    for (auto& caller : callers) caller.join();
}

}  // namespace
}  // namespace roomkey
