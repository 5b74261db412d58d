#include "base/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace roomkey {
namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return invalid_field("value", Fault::out_of_range, "even");
    return value / 2;
}

Result<std::string> quarter_text(int value) {
    int const once = TRY(half(value));
    int const twice = TRY(half(once));
    return std::to_string(twice);
}

TEST(Result, TryPassesTheValueOn) {
    auto const result = quarter_text(12);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value(), "3");
}

TEST(Result, TryReturnsTheFirstErrorWhole) {
    auto const result = quarter_text(6);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::invalid_parameter);
    EXPECT_EQ(result.error().field, "value");
    EXPECT_EQ(result.error().expected, "even");
}

TEST(Result, CarriesMoveOnlyValues) {
    auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); };
    auto use = [&]() -> Result<int> {
        auto const owned = TRY(make());
        return *owned;
    };
    EXPECT_EQ(use().value(), 7);
}

TEST(ErrorCode, EveryCodeHasItsOwnReason) {
    EXPECT_EQ(reason_name(ErrorCode::code_lapsed), "code_lapsed");
    EXPECT_NE(reason_name(ErrorCode::token_missing), reason_name(ErrorCode::token_invalid));
}

}  // namespace
}  // namespace roomkey
