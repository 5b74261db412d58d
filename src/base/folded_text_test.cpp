#include "base/folded_text.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace roomkey {
namespace {

TEST(FoldedText, MakesNoDifferenceOfCase) {
    for (auto const& [one, other] : {
             std::pair{"Room @Z[ 9", "room @z[ 9"},
             {"ÄRZTEZIMMER", "ärztezimmer"},
             {"ПЕРЕГОВОРНАЯ Ё", "переговорная ё"},
             {"ΑΊΘΟΥΣΑ ΣΣΣ", "αίθουσα σσσ"},
             {"Straße", "STRASSE"},
             {"ẞ", "ss"},
         }) {
        EXPECT_EQ(folded_text(one), folded_text(other));
    }
    EXPECT_EQ(folded_text("ς"), folded_text("σ"));
}

TEST(FoldedText, MakesNoDifferenceOfFormOrWidth) {
    for (auto const& [one, other] : {
             std::pair{"A\u0308rzte", "Ärzte"},
             {"Ａ１", "a1"},
             {"ｶﾞﾗｽ", "ガラス"},
             {"ﬁle", "file"},
             {"①", "1"},
             {"\u1112\u1161\u11ab", "한"},
             // Marks that were typed in another order.
             {"a\u0323\u0302", "a\u0302\u0323"},
             // What cannot be seen.
             {"so\u00adft", "soft"},
             {"zero\u200bwidth", "zerowidth"},
         }) {
        EXPECT_EQ(folded_text(one), folded_text(other)) << one;
    }
}

TEST(FoldedText, TakesEveryTurkishIForOne) {
    for (auto const* const city :
         {"İSTANBUL", "ISTANBUL", "ıstanbul", "İstanbul", "i\u0307stanbul"}) {
        EXPECT_EQ(folded_text(city), "istanbul") << city;
    }
    EXPECT_EQ(folded_text("İ\u0301"), folded_text("í"));
}

TEST(FoldedText, KeepsWhatDiffers) {
    EXPECT_NE(folded_text("Ärzte"), folded_text("Arzte"));
    EXPECT_NE(folded_text("カ"), folded_text("ガ"));
    EXPECT_EQ(folded_text("北京第三会议室"), "北京第三会议室");
    EXPECT_EQ(folded_text("a\x1F"
                          "b\t\u007f"),
              "a\x1F"
              "b\t\u007f");
    EXPECT_EQ(folded_text(""), "");
}

TEST(FoldedText, IsItsOwnFoldedText) {
    for (auto const* const text : {"Straße", "İ\u0301", "ｶﾞ", "A\u0308", "ǅ", "ﷺ"}) {
        auto const folded = folded_text(text);
        EXPECT_EQ(folded_text(folded), folded) << text;
    }
}

TEST(FoldedText, LowersWhatIsNotUtf8) {
    EXPECT_EQ(folded_text("A\xFFZ"), "a\xFFz");
    EXPECT_EQ(folded_text("Ä\xC3"), "Ä\xC3");
    EXPECT_EQ(folded_text("\xED\xA0\x80"
                          "B"),
              "\xED\xA0\x80"
              "b");
}

}  // namespace
}  // namespace roomkey
