#include "app/api_gate.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

namespace roomkey {
namespace {

/// An API that names what it was asked for.
class NamingApi final : public HttpHandler {
public:
    HttpReply handle(HttpRequest const& /*request*/) override { return named("handled"); }
    std::optional<HttpReply> answer_at_once(HttpRequest const& request) override {
        if (request.target == "/slow") return std::nullopt;
        return named("at once");
    }
    bool answer_later(HttpRequest const& /*request*/, Executor const& /*executor*/,
                      LaterReply done) override {
        done(named("later"));
        return true;
    }
    HttpReply refuse(HttpRequest const& /*request*/, Error const& /*error*/) override {
        return named("refused");
    }

private:
    static HttpReply named(std::string name) {
        HttpReply reply;
        reply.body = std::move(name);
        return reply;
    }
};

HttpRequest request_to(std::string target) {
    HttpRequest request;
    request.method = "GET";
    request.target = std::move(target);
    request.headers = {{"Accept-Language", "en-US"}};
    request.request_id = "r1";
    return request;
}

TEST(ApiGate, AnswersInTheFormOfTheApiUntilItIsOpened) {
    ApiGate gate;
    for (auto const* target : {"/v1/terminal", "/slow", "/unknown"}) {
        auto const reply = gate.answer_at_once(request_to(target));
        ASSERT_TRUE(reply) << target;
        EXPECT_EQ(reply->status, 503);
        EXPECT_EQ(find_header(reply->headers, "Retry-After"), "2");
        EXPECT_EQ(find_header(reply->headers, "X-Roomkey-Reason"), "unavailable");
        EXPECT_NE(reply->body.find("\"error_code\""), std::string::npos);
        EXPECT_NE(reply->body.find("\"request_id\":\"r1\""), std::string::npos);
        EXPECT_EQ(gate.handle(request_to(target)).status, 503);
    }
}

TEST(ApiGate, WordsWhatTheTransportRefusesMeanwhile) {
    ApiGate gate;
    EXPECT_FALSE(gate.answer_later(request_to("/slow"), {}, {}));
    EXPECT_EQ(gate.refuse(request_to("/"), refusal(ErrorCode::body_too_large)).status, 413);
}

TEST(ApiGate, PassesEverythingOnOnceItIsOpen) {
    ApiGate gate;
    NamingApi api;
    gate.open(api);
    EXPECT_EQ(gate.handle(request_to("/slow")).body, "handled");
    EXPECT_EQ(gate.answer_at_once(request_to("/fast"))->body, "at once");
    EXPECT_FALSE(gate.answer_at_once(request_to("/slow")));
    EXPECT_EQ(gate.refuse(request_to("/"), refusal(ErrorCode::internal)).body, "refused");
    std::optional<HttpReply> later;
    EXPECT_TRUE(gate.answer_later(request_to("/slow"), {},
                                  [&](std::optional<HttpReply> reply) { later = reply; }));
    EXPECT_EQ(later->body, "later");
}

}  // namespace
}  // namespace roomkey
