#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "api/service/openapi_document.hpp"
#include "tests/api/api_bench.hpp"
#include "tests/api/openapi_reader.hpp"

namespace roomkey {
namespace {

using Row = std::tuple<std::string, std::string, std::string>;

TEST(OpenApiRoutes, AreTheRoutesThatTheServerHas) {
    ApiBench const bench;
    std::set<Row> served;
    for (auto const& route : describe(make_routes(bench.services->api()))) {
        served.emplace(route.method, route.path, route.name);
    }
    OpenApiReader const document;
    std::set<Row> documented;
    for (auto const& operation : document.operations()) {
        documented.emplace(operation.method, operation.path, operation.name());
    }
    EXPECT_FALSE(served.empty());
    EXPECT_EQ(documented, served);
}

TEST(OpenApiRoutes, AskForTheProofThatTheServerAsksFor) {
    ApiBench const bench;
    OpenApiReader const document;
    std::map<std::string, Access> accesses;
    for (auto const& route : make_routes(bench.services->api())) {
        accesses[std::string(route.name)] = route.access;
    }
    for (auto const& operation : document.operations()) {
        std::set<std::string> schemes;
        for (auto const& requirement : member(*operation.object, "security").as_array()) {
            for (auto const& [name, scopes] : requirement.as_object()) schemes.emplace(name);
        }
        auto const access = accesses[operation.name()];
        EXPECT_EQ(schemes.contains("terminalCredential"), access == Access::terminal)
            << operation.name();
        bool const needs_token = access == Access::signed_in || access == Access::administrator;
        EXPECT_EQ(schemes.contains("accessToken"), needs_token) << operation.name();
        EXPECT_EQ(document.response(operation, "403").is_object(),
                  access == Access::administrator || operation.name() == "CreateAppIdToken")
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
