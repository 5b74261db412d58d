#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

// What a page of another origin can make a browser send without asking first.
namespace roomkey {
namespace {

class CrossSite : public testing::Test {
protected:
    /// A request with these headers and no others.
    HttpReply post(std::string const& path, std::string const& body,
                   std::vector<HttpHeader> headers = {}) {
        HttpRequest request;
        request.method = "POST";
        request.target = path;
        request.body = body;
        request.headers = std::move(headers);
        request.source = bench.source;
        request.request_id = "request-1";
        return bench.handler->handle(request);
    }

    static std::string guess(int number) {
        return R"({"activeCode":"1234567890)" + std::to_string(number % 10) + R"(","sn":"SN)" +
               std::to_string(number) + "\"}";
    }

    ApiBench bench;
};

constexpr char const* activation_path = "/v1/terminal/activation";

TEST_F(CrossSite, BodiesWithoutATypeAreNoGuesses) {
    auto const terminal = bench.make_terminal(bench.ours);
    for (int i = 0; i < 30; ++i) {
        auto const reply = post(activation_path, guess(i));
        ASSERT_EQ(reply.status, 415) << reply.body;
        ASSERT_EQ(reply.reason, "media_type_unsupported");
    }
    // The source is not locked.
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST_F(CrossSite, NeitherTypesThatNeedNoPreflightNorNoneReachAnOpenOperation) {
    auto const body = guess(1);
    for (auto const* path :
         {activation_path, "/v1/usg/acs/auth/account", "/v2/usg/acs/auth/appauth"}) {
        for (auto const* type :
             {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
              "text/plain;application/json"}) {
            auto const reply =
                post(path, body, {{"Content-Type", type}, {"Authorization", "Basic YTpi"}});
            EXPECT_EQ(reply.status, 415) << path << ' ' << type;
        }
        auto const reply = post(path, body, {{"Authorization", "Basic YTpi"}});
        EXPECT_EQ(reply.status, 415) << path;
    }
    EXPECT_EQ(post(activation_path, body, {{"Content-Type", "application/json"}}).status, 400);
}

TEST_F(CrossSite, OperationsWithATokenNeedNoTypeAndAnEmptyBodyNeverDoes) {
    auto const token = bench.admin_token(bench.ours);
    auto const reply = post("/v1/usg/dcs/corp/vision/activecode",
                            R"({"devType":"idea-hub","devName":"R","emailAddr":"a@b.c"})",
                            {{"X-Access-Token", token}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    // Refused for what is missing.
    EXPECT_EQ(post(activation_path, "").status, 400);
}

TEST_F(CrossSite, ACompressedBodyIsRefusedByNameOfWhatIsAccepted) {
    for (auto const* coding : {"gzip", "br", "deflate"}) {
        auto const answer =
            bench.send("POST", activation_path, "\x1f\x8b", {{"Content-Encoding", coding}});
        EXPECT_EQ(answer.status, 415) << coding;
        EXPECT_EQ(answer.header("Accept-Encoding"), "identity") << coding;
    }
    auto const typed = bench.send("POST", activation_path, "{}", {{"Content-Type", "text/plain"}});
    EXPECT_EQ(typed.status, 415);
    EXPECT_EQ(typed.header("Accept-Encoding"), "");
}

}  // namespace
}  // namespace roomkey
