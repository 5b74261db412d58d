#include "storage/postgres/parameter_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace roomkey::postgres {
namespace {

std::string column(Parameters& parameters, std::size_t number) {
    return {parameters.values()[number], static_cast<std::size_t>(parameters.lengths()[number])};
}

/// Four bytes, the highest first.
std::string word(char last) { return std::string(3, '\0') + last; }

/// What is before the two elements of an array: dimensions, whether there are nulls, their type,
/// how many they are, and where they begin.
std::string head_of_two(char has_nulls, char type) {
    return word(1) + word(has_nulls) + word(type) + word(2) + word(1);
}

TEST(ParameterRows, MakesAnArrayOfEachColumn) {
    ParameterRows rows;
    EXPECT_TRUE(rows.empty());
    rows.add("a", 1);
    rows.add("", 2);
    EXPECT_FALSE(rows.empty());
    auto parameters = rows.parameters();
    ASSERT_EQ(parameters.count(), 2);
    // text[] and bigint[].
    EXPECT_EQ(parameters.types()[0], 1009U);
    EXPECT_EQ(parameters.types()[1], 1016U);
    EXPECT_EQ(column(parameters, 0), head_of_two(0, 25) + word(1) + 'a' + word(0));
    EXPECT_EQ(column(parameters, 1),
              head_of_two(0, 20) + word(8) + word(0) + word(1) + word(8) + word(0) + word(2));
}

TEST(ParameterRows, TellsNothingFromTheEmptyValue) {
    ParameterRows rows;
    rows.add(std::optional<Digest>{});
    rows.add(std::optional<Digest>{Digest{}});
    auto parameters = rows.parameters();
    EXPECT_EQ(parameters.types()[0], 1001U);
    EXPECT_EQ(column(parameters, 0),
              head_of_two(1, 17) + "\xFF\xFF\xFF\xFF" + word(32) + std::string(32, '\0'));
}

}  // namespace
}  // namespace roomkey::postgres
