#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

std::string const get = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";

/// Which connections are served when there are too many.
class HttpPlacesTest : public ServerFixture {
protected:
    static void expect_served(RawClient& client, std::string_view request = get) {
        client.send(request);
        auto const reply = client.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, 200);
    }

    void expect_surplus() const {
        auto client = connect();
        client.send(get);
        EXPECT_TRUE(client.is_closed_by_peer());
    }

    void trust_loopback() { options.proxies = *TrustedProxies::parse("127.0.0.1"); }

    static std::string line_of(std::string const& client) {
        return "PROXY TCP4 " + client + " 127.0.0.1 50000 8443\r\n";
    }
};

TEST_F(HttpPlacesTest, LetsTheLongestIdleGiveWayToANewOne) {
    options.limits.connections_max = 2;
    start();
    auto first = connect();
    auto second = connect();
    for (auto* client : {&first, &second}) expect_served(*client);
    auto third = connect();
    expect_served(third);
    EXPECT_TRUE(first.is_closed_by_peer());
    expect_served(second);
    EXPECT_EQ(server->connection_figures().evicted, 1U);
    EXPECT_EQ(server->connection_figures().refused_full, 0U);
}

TEST_F(HttpPlacesTest, LetsASilentOneGiveWayToo) {
    options.limits.connections_max = 1;
    start();
    auto silent = connect();
    auto other = connect();
    expect_served(other);
    EXPECT_TRUE(silent.is_closed_by_peer());
}

TEST_F(HttpPlacesTest, DoesNotTakeThePlaceOfARequestUnderWay) {
    options.limits.connections_max = 1;
    serve_block();
    start();
    auto running = connect_blocked();
    expect_surplus();
    may_end.count_down();
    EXPECT_EQ(running.read_reply()->status, 200);
    EXPECT_EQ(server->connection_figures().refused_full, 1U);
    EXPECT_EQ(server->connection_figures().evicted, 0U);
    ASSERT_FALSE(log.lines().empty());
    EXPECT_EQ(log.lines().front().second,
              "connections_refused source_full=0 server_full=1 evicted=0 first_source=127.0.0.x");
    // It is idle now.
    auto next = connect();
    expect_served(next);
    EXPECT_TRUE(running.is_closed_by_peer());
}

TEST_F(HttpPlacesTest, DoesNotTakeThePlaceOfAnEventStream) {
    options.limits.connections_max = 1;
    auto const stream = serve_stream();
    start();
    auto listening = connect_watching();
    expect_surplus();
    stream->say("event: bound\n\n");
    EXPECT_EQ(listening.read_chunk(), "event: bound\n\n");
}

TEST_F(HttpPlacesTest, GivesASourceAsManyAsItMayHaveAndNotOneMore) {
    options.limits.per_source_max = 2;
    start();
    auto first = connect();
    auto second = connect();
    for (auto* client : {&first, &second}) expect_served(*client);
    expect_surplus();
    expect_served(first);
    expect_served(second, "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(second.is_closed_by_peer());
    while (server->connection_count() > 1) std::this_thread::yield();
    auto third = connect();
    expect_served(third);
    EXPECT_EQ(server->connection_figures().refused_source, 1U);
}

TEST_F(HttpPlacesTest, CountsTheClientsBehindABalancerAndNotTheBalancer) {
    options.limits.per_source_max = 1;
    trust_loopback();
    start();
    auto unsaid = connect();
    auto first = connect();
    expect_served(first, line_of("192.0.2.1") + get);
    auto second = connect();
    expect_served(second, line_of("192.0.2.2") + get);
    auto surplus = connect();
    surplus.send(line_of("192.0.2.1") + get);
    EXPECT_TRUE(surplus.is_closed_by_peer());
    // The balancer itself is not a client.
    for (int i = 0; i < 2; ++i) {
        auto own = connect();
        expect_served(own, "PROXY UNKNOWN\r\n" + get);
    }
    EXPECT_EQ(server->connection_figures().refused_source, 1U);
    EXPECT_EQ(handler.requests().size(), 4U);
}

}  // namespace
}  // namespace roomkey
