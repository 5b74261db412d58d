#include "api/router.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

constexpr Operation reset{"Reset", "PUT", "/v1/code/{account}/reset"};
constexpr Operation reset_by_post{"ResetByPost", "POST", "/v1/code/{account}/reset"};
constexpr Operation search{"Search", "GET", "/v1/code"};

Router example_router() {
    Endpoint const none = [](Call const&) -> Result<HttpReply> { return HttpReply{}; };
    return Router({{&reset, none}, {&reset_by_post, none}, {&search, none}});
}

TEST(Router, FindsARowAndItsRawParameters) {
    auto const router = example_router();
    auto const match = router.find("PUT", "/v1/code/a%2Fb/reset");
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.route->operation, &reset);
    ASSERT_EQ(match.parameters.size(), 1U);
    EXPECT_EQ(match.parameters[0].first, "account");
    EXPECT_EQ(match.parameters[0].second, "a%2Fb");
}

TEST(Router, NamesTheMethodsThatAPathTakes) {
    auto const router = example_router();
    auto const match = router.find("PATCH", "/v1/code/x/reset");
    EXPECT_EQ(match.route, nullptr);
    EXPECT_EQ(match.allowed, "PUT, POST");
    EXPECT_EQ(router.find("DELETE", "/v1/code").allowed, "GET, HEAD");
}

TEST(Router, TakesHeadForGet) {
    auto const router = example_router();
    ASSERT_NE(router.find("HEAD", "/v1/code").route, nullptr);
    EXPECT_EQ(router.find("HEAD", "/v1/code/x/reset").route, nullptr);
}

TEST(Router, KnowsNoOtherPaths) {
    auto const router = example_router();
    for (auto const* path : {"", "/", "/v1/code/", "/v1/code/x/reset/", "/v1/code/x/y/reset",
                             "/v1/Code", "//v1/code", "/v1/code/x"}) {
        auto const match = router.find("GET", path);
        EXPECT_EQ(match.route, nullptr) << path;
        EXPECT_TRUE(match.allowed.empty()) << path;
    }
}

}  // namespace
}  // namespace roomkey
