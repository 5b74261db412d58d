#include "net/testing/tls_fixture.hpp"

namespace roomkey {
namespace {

std::string const get = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";

/// The header of a balancer that passes on a connection of 192.0.2.17.
std::string const header{
    "\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0C\xC0\x00\x02\x11\x7F\x00\x00\x01\xC3\x50\x20\xFB", 28};
/// The same as a line of text.
std::string const text_header = "PROXY TCP4 192.0.2.17 127.0.0.1 50000 8443\r\n";
/// Of one that speaks for itself.
std::string const own_header{"\r\n\r\n\0\r\nQUIT\n\x20\x00\x00\x00", 16};

class HttpProxyTest : public TlsServerFixture {
protected:
    void trust(std::string_view proxies) {
        auto parsed = TrustedProxies::parse(proxies);
        ASSERT_TRUE(parsed);
        options.proxies = std::move(*parsed);
    }

    /// Where the server took the only request from.
    std::string source() const {
        auto const seen = handler.requests();
        return seen.size() == 1 ? seen.front().source : "not one request";
    }

    /// The line is written after the answer, so it may come a little later.
    bool logged(std::string_view words) const {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{5};
        do {
            for (auto const& [level, line] : log.lines()) {
                if (line.find(words) != std::string::npos) return true;
            }
            std::this_thread::yield();
        } while (std::chrono::steady_clock::now() < end);
        return false;
    }
};

TEST_F(HttpProxyTest, TakesTheClientFromATrustedBalancer) {
    trust("127.0.0.1");
    start();
    auto const reply = exchange(header + get);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(source(), "192.0.2.17");
    EXPECT_TRUE(logged("source=192.0.2.x"));
}

TEST_F(HttpProxyTest, TakesTheHeaderBeforeTls) {
    trust("127.0.0.0/8");
    start_tls();
    RawClient client(server->port(), client_tls.get(), nullptr, header);
    ASSERT_TRUE(client.is_connected());
    client.send(get);
    ASSERT_TRUE(client.read_reply());
    EXPECT_EQ(source(), "192.0.2.17");
}

TEST_F(HttpProxyTest, TakesALineBeforeTls) {
    trust("127.0.0.1");
    start_tls();
    RawClient client(server->port(), client_tls.get(), nullptr, text_header);
    ASSERT_TRUE(client.is_connected());
    client.send(get);
    ASSERT_TRUE(client.read_reply());
    EXPECT_EQ(source(), "192.0.2.17");
}

TEST_F(HttpProxyTest, TakesALineAndARequestThatComeTogether) {
    trust("127.0.0.1");
    start();
    ASSERT_TRUE(exchange("PROXY TCP6 2001:db8::17 2001:db8::1 50000 8443\r\n" + get));
    EXPECT_EQ(source(), "2001:db8::17");
    EXPECT_TRUE(logged("source=2001:db8:0::x"));
}

TEST_F(HttpProxyTest, TakesAHeaderThatComesByteByByte) {
    trust("127.0.0.1");
    start();
    for (auto const& text : {header, text_header}) {
        auto client = connect();
        for (char const byte : text) ASSERT_TRUE(client.send({&byte, 1}));
        client.send(get);
        ASSERT_TRUE(client.read_reply());
        EXPECT_EQ(handler.requests().back().source, "192.0.2.17");
    }
}

TEST_F(HttpProxyTest, KeepsTheBalancersAddressForAnUnknownClient) {
    trust("127.0.0.1");
    start();
    ASSERT_TRUE(exchange("PROXY UNKNOWN\r\n" + get));
    EXPECT_EQ(source(), "127.0.0.1");
}

TEST_F(HttpProxyTest, ClosesAConnectionWithAMalformedLine) {
    trust("127.0.0.1");
    start();
    auto client = connect();
    client.send("PROXY TCP4 192.0.2.300 127.0.0.1 50000 8443\r\n" + get);
    EXPECT_TRUE(client.is_closed_by_peer());
    EXPECT_TRUE(handler.requests().empty());
    EXPECT_TRUE(logged("proxy_header_bad proxy=127.0.0.1"));
}

TEST_F(HttpProxyTest, KeepsTheBalancersAddressWhenItSpeaksForItself) {
    trust("127.0.0.1");
    start();
    ASSERT_TRUE(exchange(own_header + get));
    EXPECT_EQ(source(), "127.0.0.1");
}

TEST_F(HttpProxyTest, ClosesAConnectionOfABalancerThatDoesNotSay) {
    trust("127.0.0.1");
    start();
    auto client = connect();
    client.send(get);
    EXPECT_TRUE(client.is_closed_by_peer());
    EXPECT_TRUE(handler.requests().empty());
    EXPECT_TRUE(logged("proxy_header_bad proxy=127.0.0.1"));
}

TEST_F(HttpProxyTest, ClosesAConnectionWhoseHeaderDoesNotComeInTime) {
    trust("127.0.0.1");
    options.limits.handshake_max = std::chrono::milliseconds{100};
    start();
    auto client = connect();
    client.send(std::string_view(header).substr(0, 20));
    EXPECT_TRUE(client.is_closed_by_peer());
}

TEST_F(HttpProxyTest, BelievesNobodyElse) {
    trust("10.0.0.0/8");
    start_tls();
    EXPECT_FALSE(RawClient(server->port(), client_tls.get(), nullptr, header).is_connected());
    RawClient client(server->port(), client_tls.get());
    ASSERT_TRUE(client.is_connected());
    client.send(get);
    ASSERT_TRUE(client.read_reply());
    EXPECT_EQ(source(), "127.0.0.1");
}

}  // namespace
}  // namespace roomkey
