#include "console/console_handler.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>

#include "net/testing/probe_handler.hpp"

namespace roomkey {
namespace {

class ConsoleHandlerTest : public ::testing::Test {
protected:
    HttpReply ask(std::string target, std::string method = "GET",
                  std::vector<HttpHeader> headers = {}) {
        HttpRequest request;
        request.method = std::move(method);
        request.target = std::move(target);
        request.headers = std::move(headers);
        return console.handle(request);
    }

    bool is_api(std::string const& target) {
        auto const before = api.requests().size();
        ask(target);
        return api.requests().size() > before;
    }

    static std::string header_of(HttpReply const& reply, std::string_view name) {
        return std::string(find_header(reply.headers, name).value_or(""));
    }

    static std::string any_asset() {
        for (auto const& file : console_files()) {
            if (file.caching == Caching::forever) return std::string(file.path);
        }
        return {};
    }

    ProbeHandler api;
    ConsoleHandler console{api};
};

TEST_F(ConsoleHandlerTest, HasThePages) {
    for (std::string const path :
         {"/", "/console", "/device", "/explorer", "/errors", "/explorer?from=mail"}) {
        auto const reply = ask(path);
        EXPECT_EQ(reply.status, 200) << path;
        EXPECT_EQ(header_of(reply, "Content-Type"), "text/html;charset=UTF-8") << path;
        EXPECT_EQ(header_of(reply, "Cache-Control"), "no-cache") << path;
        EXPECT_EQ(reply.route, "ConsolePage");
        EXPECT_TRUE(reply.content().starts_with("<!doctype html>")) << path;
    }
    EXPECT_TRUE(api.requests().empty());
}

TEST_F(ConsoleHandlerTest, EveryPathBelowTheConsoleIsItsPage) {
    auto const page = ask("/console");
    for (std::string const path :
         {"/console/", "/console/terminals", "/console/terminals/hub_6f5e4d3c2b1a",
          "/console/terminals?search=a%2Fb", "/console/users/ann%40example"}) {
        auto const reply = ask(path);
        EXPECT_EQ(reply.status, 200) << path;
        EXPECT_EQ(reply.content(), page.content()) << path;
        EXPECT_EQ(header_of(reply, "ETag"), header_of(page, "ETag")) << path;
        auto const again = ask(path, "GET", {{"If-None-Match", header_of(page, "ETag")}});
        EXPECT_EQ(again.status, 304) << path;
    }
    EXPECT_TRUE(api.requests().empty());
    for (std::string const path :
         {"/consoles", "/console-x", "/v1/console/terminals", "/Console/"}) {
        EXPECT_TRUE(is_api(path)) << path;
    }
}

TEST_F(ConsoleHandlerTest, HasEveryAssetThatAPageNames) {
    std::set<std::string> assets;
    for (auto const& file : console_files()) {
        if (file.caching == Caching::forever) assets.insert(std::string(file.path));
    }
    for (std::string const path : {"/", "/device", "/explorer", "/errors"}) {
        auto const reply = ask(path);
        auto const text = reply.content();
        int named = 0;
        constexpr std::string_view start = "\"/assets/";
        for (auto at = text.find(start); at != std::string_view::npos; at = text.find(start, at)) {
            auto const end = text.find('"', ++at);
            auto const asset = std::string(text.substr(at, end - at));
            EXPECT_TRUE(assets.contains(asset)) << path << " names " << asset;
            ++named;
        }
        EXPECT_GE(named, 3) << path;
    }
}

TEST_F(ConsoleHandlerTest, LetsAssetsBeKeptForever) {
    auto const reply = ask(any_asset());
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(header_of(reply, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(reply.route, "ConsoleAsset");
}

TEST_F(ConsoleHandlerTest, HasSmallerFormsOfWhatIsLarge) {
    for (auto const& file : console_files()) {
        if (file.file.identity.size() < 2048) continue;
        auto const path = std::string(file.path);
        for (std::string const coding : {"gzip", "br"}) {
            auto const reply = ask(path, "GET", {{"Accept-Encoding", coding}});
            EXPECT_EQ(header_of(reply, "Content-Encoding"), coding) << path;
            EXPECT_LT(reply.content().size(), file.file.identity.size()) << path;
        }
    }
}

TEST_F(ConsoleHandlerTest, AnswersWhoHasThePageWith304) {
    for (auto const& path : {std::string("/explorer"), any_asset()}) {
        auto const tag = header_of(ask(path), "ETag");
        auto const reply = ask(path, "GET", {{"If-None-Match", "W/" + tag}});
        EXPECT_EQ(reply.status, 304) << path;
        EXPECT_TRUE(reply.content().empty());
        EXPECT_FALSE(header_of(reply, "Cache-Control").empty());
        EXPECT_EQ(header_of(reply, "ETag"), tag);
    }
}

TEST_F(ConsoleHandlerTest, AnswersHeadLikeGet) {
    auto const get = ask("/errors");
    auto const head = ask("/errors", "HEAD");
    EXPECT_EQ(head.status, 200);
    // The session sends its length and leaves it out.
    EXPECT_EQ(head.content().size(), get.content().size());
    EXPECT_EQ(header_of(head, "ETag"), header_of(get, "ETag"));
}

TEST_F(ConsoleHandlerTest, KeepsEverythingForeignOut) {
    for (auto const& path : {std::string("/"), any_asset()}) {
        auto const reply = ask(path);
        auto const policy = header_of(reply, "Content-Security-Policy");
        for (auto const* const part :
             {"default-src 'none'", "script-src 'self';", "style-src 'self';",
              "connect-src 'self';", "base-uri 'none'", "form-action 'none'",
              "frame-ancestors 'none'"}) {
            EXPECT_NE(policy.find(part), std::string::npos) << part;
        }
        EXPECT_EQ(policy.find("unsafe"), std::string::npos);
        EXPECT_EQ(policy.find("http"), std::string::npos);
        EXPECT_EQ(header_of(reply, "X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(header_of(reply, "Referrer-Policy"), "no-referrer");
        EXPECT_FALSE(header_of(reply, "Permissions-Policy").empty());
    }
}

TEST_F(ConsoleHandlerTest, LeavesAllOtherPathsToTheApi) {
    auto const asset = any_asset();
    for (auto const& target :
         {std::string("/openapi.json"), std::string("/explorer/"), std::string("/Explorer"),
          std::string("/explorer.html"), std::string("//explorer"), std::string("/%65xplorer"),
          std::string("/assets"), std::string("/assets/"), std::string("/assets/missing.js"),
          std::string("/assets/../explorer"), std::string("/assets/%2e%2e/explorer"),
          std::string("/assets/..%2f..%2fetc%2fpasswd"), std::string("/../etc/passwd"), asset + "x",
          asset.substr(0, asset.size() - 1), asset + "/", std::string("")}) {
        EXPECT_TRUE(is_api(target)) << target;
    }
}

TEST_F(ConsoleHandlerTest, AnswersWithoutAWorkerWhatIsItsOwnAndNothingElse) {
    HttpRequest request;
    request.method = "GET";
    request.target = "/explorer";
    EXPECT_TRUE(console.answer_at_once(request));
    request.target = "/v1/usg/dcs/corp/member";
    EXPECT_FALSE(console.answer_at_once(request));
}

TEST_F(ConsoleHandlerTest, LetsTheApiAnswerLater) {
    api.on_later("/later", [](HttpRequest const&, Executor const&, LaterReply const& done) {
        done(HttpReply{});
        return true;
    });
    HttpRequest request;
    request.target = "/later";
    bool is_answered = false;
    EXPECT_TRUE(console.answer_later(request, {}, [&](std::optional<HttpReply> const& reply) {
        is_answered = reply.has_value();
    }));
    EXPECT_TRUE(is_answered);
    request.target = "/explorer";
    EXPECT_FALSE(console.answer_later(request, {}, {}));
}

TEST_F(ConsoleHandlerTest, TakesNoOtherMethods) {
    for (std::string const method : {"POST", "PUT", "DELETE", "OPTIONS", "get"}) {
        auto const reply = ask("/explorer", method);
        EXPECT_EQ(reply.reason, "method_not_allowed") << method;
        EXPECT_EQ(header_of(reply, "Allow"), "GET, HEAD") << method;
    }
    EXPECT_EQ(api.refused().size(), 5U);
}

TEST_F(ConsoleHandlerTest, LetsTheApiWordRefusalsOfTheTransport) {
    auto const reply = console.refuse({}, refusal(ErrorCode::body_too_large));
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(api.refused().size(), 1U);
}

}  // namespace
}  // namespace roomkey
