#include "net/http_message.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(HttpRequest, FindsTheFirstHeaderInAnyCase) {
    HttpRequest request;
    request.headers = {{"X-Access-Token", "first"}, {"x-access-token", "second"}};
    EXPECT_EQ(request.header("X-ACCESS-TOKEN"), "first");
    EXPECT_EQ(request.header("X-Access"), std::nullopt);
    EXPECT_EQ(request.header_count("x-access-token"), 2U);
    EXPECT_EQ(request.header_count("Host"), 0U);
}

}  // namespace
}  // namespace roomkey
