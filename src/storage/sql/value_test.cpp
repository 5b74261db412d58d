#include "storage/sql/value.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

enum class Colour : std::uint8_t { red = 7 };

TEST(Value, KeepsNumbersAsNumbers) {
    EXPECT_EQ(Value(-3).number(), -3);
    EXPECT_EQ(Value(std::int64_t{1} << 40).number(), std::int64_t{1} << 40);
    EXPECT_EQ(Value(true).number(), 1);
    EXPECT_EQ(Value(true).kind(), Value::Kind::boolean);
    EXPECT_EQ(Value(Instant{Duration{-5}}).number(), -5);
    EXPECT_EQ(Value(Duration{5}).number(), 5);
    EXPECT_EQ(Value(Colour::red).number(), 7);
    EXPECT_EQ(Value(Colour::red).kind(), Value::Kind::integer);
}

TEST(Value, BorrowsTextsAndBytes) {
    std::string const text{"a\0b", 3};
    EXPECT_EQ(Value(text).data(), text);
    EXPECT_EQ(Value(text).data().data(), text.data());
    EXPECT_EQ(Value(UserId{"u"}).kind(), Value::Kind::text);
    Bytes const bytes{0, 255};
    EXPECT_EQ(Value(bytes).data(), (std::string_view{"\0\xFF", 2}));
    EXPECT_EQ(Value(bytes).kind(), Value::Kind::bytes);
    EXPECT_EQ(Value(Digest{}).data().size(), 32U);
}

TEST(Value, TellsNothingFromTheEmptyValueAndKeepsItsKind) {
    EXPECT_TRUE(Value(std::optional<Digest>{}).is_null());
    EXPECT_EQ(Value(std::optional<Digest>{}).kind(), Value::Kind::bytes);
    EXPECT_EQ(Value(std::optional<Instant>{}).kind(), Value::Kind::integer);
    EXPECT_FALSE(Value(std::optional<std::string_view>{""}).is_null());
    EXPECT_EQ(Value(std::optional<std::string_view>{""}).kind(), Value::Kind::text);
}

TEST(Values, HoldAsManyAsAreGiven) {
    Values values;
    for (int i = 0; i < 1000; ++i) values.add(i);
    std::span<Value const> const all{values};
    ASSERT_EQ(all.size(), 1000U);
    EXPECT_EQ(all.front().number(), 0);
    EXPECT_EQ(all.back().number(), 999);
}

}  // namespace
}  // namespace roomkey
