#include <gtest/gtest.h>

#include "console/console_handler.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

/// Pages and API behind one handler, as the server has them.
class ConsoleScenarios : public ::testing::Test {
protected:
    HttpReply ask(std::string method, std::string target, std::vector<HttpHeader> headers = {}) {
        HttpRequest request;
        request.method = std::move(method);
        request.target = std::move(target);
        request.headers = std::move(headers);
        request.request_id = "request-1";
        return console.handle(request);
    }

    static std::string header_of(HttpReply const& reply, std::string_view name) {
        return std::string(find_header(reply.headers, name).value_or(""));
    }

    ApiBench bench;
    ConsoleHandler console{*bench.handler};
};

struct Case {
    char const* method;
    char const* target;
    int status;
    char const* content_type;
    char const* present;
};

TEST_F(ConsoleScenarios, PagesAreHtmlAndEverythingElseStaysAsItWas) {
    constexpr auto const* html = "text/html;charset=UTF-8";
    constexpr auto const* json = "application/json;charset=UTF-8";
    for (auto const& row : {
             Case{"GET", "/", 200, html, "data-page=\"landing\""},
             {"GET", "/explorer", 200, html, "data-page=\"explorer\""},
             {"GET", "/explorer?lang=zh", 200, html, "data-page=\"explorer\""},
             {"GET", "/errors", 200, html, "data-page=\"errors\""},
             {"GET", "/console", 200, html, "data-page=\"console\""},
             {"GET", "/console/terminals/hub_1?x=y", 200, html, "data-page=\"console\""},
             {"HEAD", "/errors", 200, html, ""},
             {"GET", "/openapi.json", 200, json, "\"openapi\":\"3.1.0\""},
             {"GET", "/errors.json", 200, json, "\"errors\":["},
             {"GET", "/errors/", 404, json, "USG.000000003"},
             {"GET", "/index.html", 404, json, "USG.000000003"},
             {"GET", "/assets/missing-00000000.js", 404, json, "USG.000000003"},
             {"GET", "/assets/../../keys/keyring", 404, json, "USG.000000003"},
             {"GET", "/assets/..%2f..%2fkeys%2fkeyring", 404, json, "USG.000000003"},
             {"GET", "/consoles", 404, json, "USG.000000003"},
             {"POST", "/explorer", 405, json, "USG.000000003"},
             {"POST", "/console/terminals", 405, json, "USG.000000003"},
             {"DELETE", "/", 405, json, "USG.000000003"},
             {"OPTIONS", "/errors", 405, json, "USG.000000003"},
             {"GET", "/v1/usg/dcs/corp/member", 401, json, "USG.000000004"},
         }) {
        SCOPED_TRACE(std::string(row.method) + ' ' + row.target);
        auto const reply = ask(row.method, row.target);
        EXPECT_EQ(reply.status, row.status);
        EXPECT_EQ(header_of(reply, "Content-Type"), row.content_type);
        EXPECT_NE(reply.content().find(row.present), std::string_view::npos);
        EXPECT_EQ(header_of(reply, "X-Content-Type-Options"), "nosniff");
    }
}

TEST_F(ConsoleScenarios, DocumentsAreSmallForWhoTakesGzip) {
    for (auto const* const path : {"/openapi.json", "/openapi.zh-CN.json", "/errors.json"}) {
        auto const whole = ask("GET", path);
        EXPECT_EQ(header_of(whole, "Content-Encoding"), "") << path;
        EXPECT_EQ(header_of(whole, "Vary"), "Accept-Encoding") << path;
        auto const small = ask("GET", path, {{"Accept-Encoding", "gzip"}});
        EXPECT_EQ(header_of(small, "Content-Encoding"), "gzip") << path;
        EXPECT_LT(small.content().size() * 4, whole.content().size()) << path;
        EXPECT_EQ(header_of(small, "Vary"), "Accept-Encoding") << path;
        auto const tag = header_of(small, "ETag");
        EXPECT_NE(tag, header_of(whole, "ETag")) << path;
        auto const again = ask("GET", path, {{"Accept-Encoding", "gzip"}, {"If-None-Match", tag}});
        EXPECT_EQ(again.status, 304) << path;
        EXPECT_EQ(header_of(again, "ETag"), tag) << path;
        EXPECT_EQ(header_of(again, "Vary"), "Accept-Encoding") << path;
        // A client that has the small form does not thereby have the other.
        EXPECT_EQ(ask("GET", path, {{"If-None-Match", tag}}).status, 200) << path;
    }
}

}  // namespace
}  // namespace roomkey
