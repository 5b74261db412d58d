#include "storage/postgres/parameters.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace roomkey::postgres {
namespace {

/// The bytes of the only value.
std::string bytes(Parameters parameters) {
    EXPECT_EQ(parameters.count(), 1);
    EXPECT_EQ(parameters.formats()[0], 1);
    auto const* const value = parameters.values()[0];
    return {value, static_cast<std::size_t>(parameters.lengths()[0])};
}

TEST(Parameters, WritesNumbersWithTheirHighestByteFirst) {
    EXPECT_EQ(bytes(Parameters(std::int64_t{0x0102030405060708})),
              "\x01\x02\x03\x04\x05\x06\x07\x08");
    EXPECT_EQ(bytes(Parameters(-2)), std::string(7, '\xFF') + '\xFE');
    EXPECT_EQ(bytes(Parameters(true)), "\x01");
    EXPECT_EQ(bytes(Parameters(Instant{Duration{258}})), std::string("\0\0\0\0\0\0\x01\x02", 8));
}

TEST(Parameters, KeepsTextsAndBytesAsTheyAre) {
    EXPECT_EQ(bytes(Parameters("会议")), "会议");
    EXPECT_EQ(bytes(Parameters(std::string{})), "");
    Bytes const blob{1, 0, 2};
    EXPECT_EQ(bytes(Parameters(blob)), std::string("\x01\0\x02", 3));
}

TEST(Parameters, TellsNothingFromTheEmptyValueAndKeepsItsType) {
    std::optional<Digest> const none;
    std::optional<std::int64_t> const zero{0};
    std::optional<std::string> const no_text;
    std::optional<std::string> const empty_text{""};
    Parameters parameters(none, zero, no_text, empty_text);
    auto const* const* const values = parameters.values();
    EXPECT_EQ(values[0], nullptr);
    EXPECT_NE(values[1], nullptr);
    EXPECT_EQ(values[2], nullptr);
    EXPECT_NE(values[3], nullptr);
    // bytea, bigint, text.
    EXPECT_EQ(parameters.types()[0], 17U);
    EXPECT_EQ(parameters.types()[1], 20U);
    EXPECT_EQ(parameters.types()[2], 25U);
}

TEST(Parameters, GivesATextWithANulOneThatNoNameHas) {
    auto const value = bytes(Parameters(std::string_view{"a\0b", 3}));
    EXPECT_EQ(value,
              "a\xEF\xBF\xBF"
              "b");
}

TEST(Parameters, HoldsItsOwnValuesHoweverManyThereAre) {
    Parameters parameters;
    for (int i = 0; i < 100; ++i) parameters.add(i);
    auto const* const* const values = parameters.values();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(values[i][7], static_cast<char>(i));
}

}  // namespace
}  // namespace roomkey::postgres
