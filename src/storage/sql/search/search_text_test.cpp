#include "storage/sql/search/search_text.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(SearchText, IsFolded) {
    EXPECT_EQ(searched_text("Room @Z[ 9"), "room @z[ 9");
    EXPECT_EQ(searched_text("ÄÖ会议"), "äö会议");
    EXPECT_EQ(searched_text(""), "");
}

TEST(SearchText, RefusesWhatNoFieldContains) {
    EXPECT_EQ(searched_text("\x1F"), std::nullopt);
    EXPECT_EQ(searched_text("\u00AD"), std::nullopt);
    EXPECT_EQ(searched_text("\u200B\u2060"), std::nullopt);
    EXPECT_EQ(searched_text("room\x1F+86"), std::nullopt);
    EXPECT_EQ(searched_text("room\x1E"), "room\x1E");
}

}  // namespace
}  // namespace roomkey
