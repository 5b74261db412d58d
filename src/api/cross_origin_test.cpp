#include "api/cross_origin.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace roomkey {
namespace {

/// Answers everything.
class Everything final : public HttpHandler {
public:
    HttpReply handle(HttpRequest const& /*request*/) override { return {}; }
    HttpAdmission admit(HttpRequest const& request) override {
        HttpAdmission admission;
        if (request.header("X-Crowd")) admission.refusal = refuse(request, {});
        return admission;
    }
    bool answer_later(HttpRequest const& /*request*/, Executor const& /*executor*/,
                      LaterReply done) override {
        done(HttpReply{});
        return true;
    }
    HttpReply refuse(HttpRequest const& /*request*/, Error const& /*error*/) override {
        HttpReply reply;
        reply.status = 405;
        return reply;
    }
};

class CrossOrigin : public testing::Test {
protected:
    static HttpRequest request(std::string method, std::string origin) {
        HttpRequest request;
        request.method = std::move(method);
        request.target = "/v1/usg/dcs/corp/member";
        if (!origin.empty()) request.headers.push_back({"Origin", std::move(origin)});
        return request;
    }
    static std::string header(HttpReply const& reply, std::string_view name) {
        return std::string(find_header(reply.headers, name).value_or(""));
    }

    Everything api;
    CrossOriginHandler handler{api, {"https://portal.example", "http://localhost:3000"}};
};

TEST_F(CrossOrigin, AnswersThePreflightOfAPermittedOrigin) {
    for (std::string const origin : {"https://portal.example", "http://localhost:3000"}) {
        auto preflight = request("OPTIONS", origin);
        preflight.headers.push_back({"Access-Control-Request-Method", "PUT"});
        preflight.headers.push_back({"Access-Control-Request-Headers", "x-access-token"});
        auto const reply = handler.answer_at_once(preflight);
        ASSERT_TRUE(reply) << origin;
        EXPECT_EQ(reply->status, 204);
        EXPECT_EQ(header(*reply, "Access-Control-Allow-Origin"), origin);
        EXPECT_EQ(header(*reply, "Access-Control-Allow-Methods"), "GET, POST, PUT, DELETE");
        auto const allowed = header(*reply, "Access-Control-Allow-Headers");
        EXPECT_NE(allowed.find("X-Access-Token"), std::string::npos);
        // Neither cookies nor what stands for them.
        EXPECT_EQ(allowed.find("X-Roomkey"), std::string::npos);
        EXPECT_EQ(header(*reply, "Access-Control-Allow-Credentials"), "");
        EXPECT_EQ(header(*reply, "Vary"), "Origin");
    }
}

TEST_F(CrossOrigin, LeavesToTheApiWhomItAdmits) {
    auto crowded = request("PUT", "https://portal.example");
    EXPECT_FALSE(handler.admit(crowded).refusal);
    crowded.headers.push_back({"X-Crowd", "1"});
    auto const refusal = handler.admit(crowded).refusal;
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 405);
    EXPECT_EQ(header(*refusal, "Access-Control-Allow-Origin"), "https://portal.example");
}

TEST_F(CrossOrigin, LetsAPermittedOriginReadAnAnswerThatComesLater) {
    std::optional<HttpReply> later;
    auto const asking = request("PUT", "https://portal.example");
    EXPECT_TRUE(
        handler.answer_later(asking, {}, [&](std::optional<HttpReply> reply) { later = reply; }));
    EXPECT_EQ(header(*later, "Access-Control-Allow-Origin"), "https://portal.example");
}

TEST_F(CrossOrigin, LetsAPermittedOriginReadTheAnswer) {
    auto const reply = handler.handle(request("GET", "https://portal.example"));
    EXPECT_EQ(header(reply, "Access-Control-Allow-Origin"), "https://portal.example");
    EXPECT_NE(header(reply, "Access-Control-Expose-Headers").find("Retry-After"),
              std::string::npos);
    auto const refused = handler.refuse(request("GET", "https://portal.example"), {});
    EXPECT_EQ(header(refused, "Access-Control-Allow-Origin"), "https://portal.example");
}

TEST_F(CrossOrigin, PermitsNoOther) {
    for (auto const* origin : {"https://portal.example.evil", "http://portal.example", "null", "",
                               "https://portal.example:8443", "HTTPS://PORTAL.EXAMPLE"}) {
        auto preflight = request("OPTIONS", origin);
        preflight.headers.push_back({"Access-Control-Request-Method", "PUT"});
        EXPECT_FALSE(handler.answer_at_once(preflight)) << origin;
        auto const reply = handler.handle(request("GET", origin));
        EXPECT_EQ(header(reply, "Access-Control-Allow-Origin"), "") << origin;
        EXPECT_EQ(header(reply, "Vary"), "Origin") << origin;
    }
    auto twice = request("GET", "https://portal.example");
    twice.headers.push_back({"Origin", "https://portal.example"});
    EXPECT_EQ(header(handler.handle(twice), "Access-Control-Allow-Origin"), "");
    // Not a preflight.
    EXPECT_FALSE(handler.answer_at_once(request("OPTIONS", "https://portal.example")));
}

TEST_F(CrossOrigin, ChangesNothingWithoutOrigins) {
    CrossOriginHandler none(api, {});
    EXPECT_TRUE(none.handle(request("GET", "https://portal.example")).headers.empty());
}

}  // namespace
}  // namespace roomkey
