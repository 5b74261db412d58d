#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "api/service/openapi_document.hpp"
#include "fields/operation_rules.hpp"
#include "tests/api/api_bench.hpp"
#include "tests/api/openapi_reader.hpp"

namespace roomkey {
namespace {

TEST(OpenApiRoutes, ServeEachOperationOfTheDocumentOnce) {
    ApiBench const bench;
    std::multiset<Operation const*> served;
    for (auto const& route : make_routes(bench.services->api())) served.insert(route.operation);
    EXPECT_EQ(served, std::multiset<Operation const*>(std::begin(operations::all),
                                                      std::end(operations::all)));
}

TEST(OpenApiRoutes, AskForTheProofThatTheServerAsksFor) {
    OpenApiReader const document;
    std::map<std::string, Access> accesses;
    std::set<std::string> take_sessions;
    for (auto const* operation : operations::all) {
        accesses[std::string(operation->name)] = operation->access;
        if (operation->takes_console_session) take_sessions.emplace(operation->name);
    }
    for (auto const& operation : document.operations()) {
        std::set<std::string> schemes;
        for (auto const& requirement : member(*operation.object, "security").as_array()) {
            for (auto const& [name, scopes] : requirement.as_object()) schemes.emplace(name);
        }
        auto const access = accesses[operation.name()];
        EXPECT_EQ(schemes.contains("terminalCredential"), access == Access::terminal)
            << operation.name();
        EXPECT_EQ(schemes.contains("terminalCookie"), access == Access::terminal)
            << operation.name();
        bool const needs_token = access != Access::open && access != Access::terminal;
        EXPECT_EQ(schemes.contains("accessToken"), needs_token) << operation.name();
        EXPECT_EQ(schemes.contains("consoleSession"), take_sessions.contains(operation.name()))
            << operation.name();
        auto const reasons = member_texts(document.response(operation, "403"), "x-reasons");
        auto const refuses = [&](std::string_view reason) {
            return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
        };
        EXPECT_EQ(refuses("not_permitted"), access == Access::administrator) << operation.name();
        // Accounts of administrators can need more than the operation does.
        EXPECT_TRUE(access == Access::administrator ||
                    refuses("default_admin_needed") == (access == Access::default_administrator))
            << operation.name();
    }
}

TEST(OpenApiRoutes, ServeTheDocumentItself) {
    ApiBench bench;
    auto const answer = bench.send("GET", "/openapi.json");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.json, OpenApiReader().root());
    auto const chinese = bench.send("GET", "/openapi.zh-CN.json");
    EXPECT_EQ(chinese.json, boost::json::parse(openapi_document(Language::zh_cn).json));
}

}  // namespace
}  // namespace roomkey
