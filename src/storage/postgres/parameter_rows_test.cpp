#include "storage/postgres/parameter_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace roomkey::postgres {
namespace {

std::string column(Parameters& parameters, std::size_t number) {
    return {parameters.values()[number], static_cast<std::size_t>(parameters.lengths()[number])};
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
    EXPECT_EQ(column(parameters, 0), std::string("\0\0\0\1"
                                                 "\0\0\0\0"
                                                 "\0\0\0\x19"
                                                 "\0\0\0\2"
                                                 "\0\0\0\1",
                                                 20) +
                                         std::string("\0\0\0\1"
                                                     "a"
                                                     "\0\0\0\0",
                                                     9));
    EXPECT_EQ(column(parameters, 1), std::string("\0\0\0\1"
                                                 "\0\0\0\0"
                                                 "\0\0\0\x14"
                                                 "\0\0\0\2"
                                                 "\0\0\0\1",
                                                 20) +
                                         std::string("\0\0\0\x08"
                                                     "\0\0\0\0\0\0\0\1"
                                                     "\0\0\0\x08"
                                                     "\0\0\0\0\0\0\0\2",
                                                     24));
}

TEST(ParameterRows, TellsNothingFromTheEmptyValue) {
    ParameterRows rows;
    rows.add(std::optional<Digest>{});
    rows.add(std::optional<Digest>{Digest{}});
    auto parameters = rows.parameters();
    EXPECT_EQ(parameters.types()[0], 1001U);
    EXPECT_EQ(column(parameters, 0), std::string("\0\0\0\1"
                                                 "\0\0\0\1"
                                                 "\0\0\0\x11"
                                                 "\0\0\0\2"
                                                 "\0\0\0\1",
                                                 20) +
                                         "\xFF\xFF\xFF\xFF" + std::string("\0\0\0\x20", 4) +
                                         std::string(32, '\0'));
}

}  // namespace
}  // namespace roomkey::postgres
