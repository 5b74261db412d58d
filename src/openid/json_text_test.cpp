#include "openid/json_text.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace roomkey {
namespace {

TEST(JsonText, IsAnObjectWithoutDeepNesting) {
    EXPECT_TRUE(json_object_of(R"({"a":[[[[[[[]]]]]]]})", "this").ok());
    for (auto const* const text : {"", "7", "[]", "{", "{} {}", R"({"a":[[[[[[[[]]]]]]]]})"}) {
        auto const object = json_object_of(text, "this");
        ASSERT_FALSE(object.ok()) << text;
        EXPECT_EQ(object.error().detail, "this is no JSON object");
    }
}

TEST(JsonText, ValuesAreEmptyIfOfAnotherType) {
    boost::json::object const object{{"text", "t"}, {"number", 7}, {"part", 1.5}};
    EXPECT_EQ(text_in(object, "text"), "t");
    EXPECT_EQ(text_in(object, "number"), "");
    EXPECT_EQ(text_in(object, "none"), "");
    EXPECT_EQ(seconds_in(object, "number"), 7.0);
    EXPECT_EQ(seconds_in(object, "part"), 1.5);
    EXPECT_FALSE(seconds_in(object, "text"));
    EXPECT_FALSE(seconds_in(object, "none"));
}

}  // namespace
}  // namespace roomkey
