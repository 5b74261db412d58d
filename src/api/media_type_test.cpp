#include "api/media_type.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(MediaType, IsJsonHoweverItIsWritten) {
    for (auto const* type :
         {"application/json", "Application/JSON", "application/json;charset=UTF-8",
          "application/json; charset=utf8", "application/json ; charset=\"utf-8\"",
          "application/json;", "application/json;charset=utf-8;", "application/json; odata=verbose",
          "application/json;version=1.0;charset=UTF8", R"(application/json;note="a;charset=gbk")",
          R"(application/json;note="\";charset=gbk";charset=utf8)"}) {
        EXPECT_TRUE(is_json_type(type)) << type;
    }
}

TEST(MediaType, IsNotJsonInAnotherCharsetOrOfAnotherType) {
    for (auto const* type :
         {"", "text/plain", "application/json5", "application/problem+json", "json",
          "application/json;charset=gbk", "application/json;charset=utf-16",
          "application/json;charset=", "application/json;charset", "application/json charset=utf8",
          "application/json;charset=utf-8;charset=gbk", "text/plain;note=application/json"}) {
        EXPECT_FALSE(is_json_type(type)) << type;
    }
}

TEST(MediaType, KnowsABodyThatIsEncodedOnceMore) {
    HttpRequest request;
    EXPECT_FALSE(has_content_coding(request));
    for (auto const* coding : {"gzip", "br", "gzip, identity", "x-own"}) {
        request.headers = {{"content-encoding", coding}};
        EXPECT_TRUE(has_content_coding(request)) << coding;
    }
    for (auto const* none : {"identity", " Identity ", ""}) {
        request.headers = {{"Content-Encoding", none}};
        EXPECT_FALSE(has_content_coding(request)) << none;
    }
}

}  // namespace
}  // namespace roomkey
