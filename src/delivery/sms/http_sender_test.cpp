#include "delivery/sms/http_sender.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>

#include "delivery/channel.hpp"
#include "tests/fakes/http_sink.hpp"

namespace roomkey {
namespace {

HttpClientOptions options_for(HttpSink const& sink) {
    HttpClientOptions options;
    options.base_url = sink.url("");
    return options;
}

using Kind = SendOutcome::Kind;

SendOutcome get(HttpSender& sender, std::string_view target = "/") {
    return sender.send("Receiver", {"GET", target}, {}, "",
                       [](HttpAnswer const&) { return SendOutcome{}; });
}

HttpSink::Reply fine(HttpSink::Request const& /*request*/) { return HttpSink::reply(202, "fine"); }

TEST(HttpUrl, HasASchemeAndAHostAndNothingOdd) {
    for (auto const* url : {"http://host", "https://host:8443/path?query=1", "http://[::1]:80/"}) {
        EXPECT_TRUE(is_http_url(url)) << url;
    }
    for (auto const* url : {"", "host", "ftp://host", "http://", "https:///path", "http://a b",
                            "http://host/\n", "http://user@host/", "http://host/#a", "http://hö"}) {
        EXPECT_FALSE(is_http_url(url)) << url;
    }
}

TEST(HttpUrl, IsReadableOnTheWayWhereItLeavesTheMachineInTheClear) {
    for (auto const* url :
         {"http://sms.example/in", "http://10.0.0.1:13013/", "http://[2001:db8::1]/",
          "http://127.0.0.1.example/", "http://localhost.example:80/"}) {
        EXPECT_TRUE(is_readable_on_the_way(url)) << url;
    }
    for (auto const* url :
         {"https://sms.example/in", "http://127.0.0.1:13013/cgi-bin/sendsms", "http://127.9.9.9",
          "http://localhost:8080?a=b", "http://[::1]:80/", ""}) {
        EXPECT_FALSE(is_readable_on_the_way(url)) << url;
    }
}

TEST(HttpSender, KeepsItsConnection) {
    HttpSink sink(fine);
    HttpSender sender(options_for(sink));
    for (int i = 0; i < 3; ++i) {
        auto const outcome = sender.send("Receiver", {"POST", "/path"}, {{"X-Name", "value"}},
                                         "body", [](HttpAnswer const& answer) {
                                             EXPECT_EQ(answer.status, 202);
                                             EXPECT_EQ(answer.body, "fine");
                                             return SendOutcome{Kind::refused, "as it says"};
                                         });
        EXPECT_EQ(outcome.kind, Kind::refused);
        EXPECT_EQ(outcome.reason, "as it says");
    }
    auto const requests = sink.requests();
    ASSERT_EQ(requests.size(), 3U);
    for (auto const& request : requests) {
        EXPECT_EQ(request.connection, 1);
        EXPECT_EQ(request.method, "POST");
        EXPECT_EQ(request.target, "/path");
        EXPECT_EQ(request.header("X-Name"), "value");
        EXPECT_EQ(request.body, "body");
    }
}

TEST(HttpSender, NamesItself) {
    HttpSink sink(fine);
    HttpSender sender(options_for(sink));
    EXPECT_EQ(get(sender).kind, Kind::accepted);
    EXPECT_EQ(sink.requests().at(0).header("User-Agent"), "roomkey/" ROOMKEY_VERSION);
}

TEST(HttpSender, ServesSeveralThreadsAtOnce) {
    HttpSink sink(fine);
    HttpSender sender(options_for(sink));
    constexpr std::size_t threads = 4;
    constexpr std::size_t rounds = 20;
    {
        std::vector<std::jthread> senders;
        senders.reserve(threads);
        for (std::size_t i = 0; i < threads; ++i) {
            senders.emplace_back([&] {
                for (std::size_t round = 0; round < rounds; ++round) {
                    EXPECT_EQ(get(sender).kind, Kind::accepted);
                }
            });
        }
    }
    auto const requests = sink.requests();
    EXPECT_EQ(requests.size(), threads * rounds);
    for (auto const& request : requests) EXPECT_LE(request.connection, static_cast<int>(threads));
}

TEST(HttpSender, OpensAnotherConnectionAfterAFailure) {
    bool is_first = true;
    HttpSink sink([&](HttpSink::Request const& request) {
        if (std::exchange(is_first, false)) {
            return HttpSink::Reply{"HTTP/1.1 202 Acc", HttpSink::Then::close};
        }
        return fine(request);
    });
    HttpSender sender(options_for(sink));

    EXPECT_EQ(get(sender).kind, Kind::unanswered);
    EXPECT_EQ(get(sender).kind, Kind::accepted);
    EXPECT_EQ(sink.requests().at(1).connection, 2);
}

TEST(HttpSender, GivesUpOnAServerThatHangs) {
    HttpSink sink([](HttpSink::Request const&) {
        return HttpSink::Reply{"", HttpSink::Then::hang};
    });
    auto options = options_for(sink);
    options.total_max = std::chrono::milliseconds{200};
    HttpSender sender(options);

    auto const begun_at = std::chrono::steady_clock::now();
    auto const outcome = get(sender, "/secret");

    EXPECT_EQ(outcome.kind, Kind::unanswered);
    EXPECT_EQ(outcome.reason,
              "Receiver: took the request and did not answer; the message may have arrived "
              "(Timeout was reached)");
    EXPECT_LT(std::chrono::steady_clock::now() - begun_at, send_time_max);
}

TEST(HttpSender, KnowsThatNothingWentOutWhereNobodyListens) {
    auto sink = std::make_unique<HttpSink>(fine);
    HttpSender sender(options_for(*sink));
    EXPECT_EQ(get(sender).kind, Kind::accepted);
    sink.reset();
    // First over the connection that is kept, which the server has closed.
    for (int i = 0; i < 2; ++i) {
        auto const outcome = get(sender);
        EXPECT_EQ(outcome.kind, Kind::try_again) << outcome.reason;
    }
}

TEST(HttpSender, KnowsThatNothingWentOutBeforeTheConnectionWasSecure) {
    HttpSink sink(fine);
    auto options = options_for(sink);
    options.base_url.replace(0, 4, "https");
    options.total_max = std::chrono::milliseconds{500};
    HttpSender sender(options);
    EXPECT_EQ(get(sender).kind, Kind::try_again);
}

TEST(RefusedOutcome, IsNoAnswerWhereAProxyHadNone) {
    auto const outcome = refused_outcome("Receiver", "key", 504);
    EXPECT_EQ(outcome.kind, Kind::unanswered);
    EXPECT_EQ(outcome.reason,
              "Receiver: took the request and did not answer; the message may have arrived "
              "(HTTP 504)");
    EXPECT_EQ(outcome.to_mend, "");
}

TEST(HttpSender, GivesUpWhatIsUnderWayWhenItIsCancelled) {
    HttpSink sink([](HttpSink::Request const&) {
        return HttpSink::Reply{"", HttpSink::Then::hang};
    });
    HttpSender sender(options_for(sink));
    {
        std::jthread const waiting([&] {
            auto const outcome = get(sender);
            EXPECT_EQ(outcome.kind, Kind::try_again);
            EXPECT_EQ(outcome.reason, "Receiver: stopped before it responded");
        });
        ASSERT_EQ(sink.wait_for(1).size(), 1U);
        sender.cancel();
    }
    EXPECT_EQ(get(sender).kind, Kind::try_again);
    EXPECT_EQ(sink.requests().size(), 1U);
}

}  // namespace
}  // namespace roomkey
