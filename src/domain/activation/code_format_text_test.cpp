#include "domain/activation/code_format_text.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(CodeFormatText, IsReadBack) {
    for (auto const* text : {"digits:8", "digits:11", "digits:16", "crockford"}) {
        auto const format = parse_code_format(text);
        ASSERT_TRUE(format) << text;
        EXPECT_EQ(code_format_text(*format), text);
    }
    EXPECT_EQ(parse_code_format("crockford")->length, 16);
}

TEST(CodeFormatText, RefusesOtherWords) {
    for (auto const* text : {"", "digits", "digits:", "digits:x", "digits:8x", "digits:-8",
                             "Crockford", "crockford:16", "11"}) {
        EXPECT_FALSE(parse_code_format(text)) << text;
    }
}

}  // namespace
}  // namespace roomkey
