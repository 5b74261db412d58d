#include "net/weighted_list.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/fakes/expect_texts.hpp"

namespace roomkey {
namespace {

/// "name=weight name=weight".
std::string read(std::string_view text) {
    std::string result;
    for (auto const& item : parse_weighted_list(text)) {
        if (!result.empty()) result += ' ';
        result += std::string(item.name) + '=' + std::to_string(item.weight);
    }
    return result;
}

TEST(WeightedList, ReadsNamesAndWeightsInTheirOrder) {
    expect_texts(read, {{"gzip", "gzip=1000"},
                        {"gzip, br", "gzip=1000 br=1000"},
                        {"  gzip ;  q=0.8 ,\tbr;Q=0.123", "gzip=800 br=123"},
                        {"*;q=0, identity;q=1.000", "*=0 identity=1000"},
                        {"a;q=0.5,a;q=0.05,a;q=0.005", "a=500 a=50 a=5"},
                        {"", ""}});
}

TEST(WeightedList, TakesAMalformedWeightForARefusal) {
    for (auto const* const weight : {"q", "q=", "x=1", "q=2", "q=0.x", "q=-1", "level=1"}) {
        EXPECT_EQ(read(std::string("gzip;") + weight), "gzip=0") << weight;
    }
}

TEST(WeightedList, KeepsEmptyItemsAsNothing) { EXPECT_EQ(read("a,,b"), "a=1000 =1000 b=1000"); }

TEST(WeightedList, ReadsTheFirst99Items) {
    std::string text = "last";
    for (int i = 0; i < 98; ++i) text.insert(0, "x,");
    EXPECT_EQ(parse_weighted_list(text).size(), 99U);
    EXPECT_EQ(parse_weighted_list(text).back().name, "last");
    text.insert(0, "x,");
    EXPECT_EQ(parse_weighted_list(text).size(), 99U);
    EXPECT_EQ(parse_weighted_list(text).back().name, "x");
}

}  // namespace
}  // namespace roomkey
