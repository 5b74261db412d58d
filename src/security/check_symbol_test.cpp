#include "security/check_symbol.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

namespace roomkey {
namespace {

class CheckSymbol : public testing::Test {
protected:
    std::string checked_text() {
        std::string text;
        std::uniform_int_distribution<std::size_t> any{0, crockford_alphabet.size() - 1};
        for (int i = 0; i < 15; ++i) text.push_back(crockford_alphabet[any(generator_)]);
        text.push_back(check_symbol(text));
        return text;
    }

private:
    std::mt19937 generator_{20'240'607};
};

TEST_F(CheckSymbol, AcceptsWhatItMade) {
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(is_checked(checked_text()));
}

TEST_F(CheckSymbol, CatchesEverySingleWrongSymbol) {
    for (int i = 0; i < 300; ++i) {
        auto const right = checked_text();
        for (std::size_t at = 0; at < right.size(); ++at) {
            for (char const symbol : crockford_alphabet) {
                auto wrong = right;
                wrong[at] = symbol;
                ASSERT_EQ(is_checked(wrong), symbol == right[at]) << right << " as " << wrong;
            }
        }
    }
}

TEST_F(CheckSymbol, CatchesEverySwapOfTwoSymbols) {
    for (int i = 0; i < 1000; ++i) {
        auto const right = checked_text();
        for (std::size_t first = 0; first < right.size(); ++first) {
            for (std::size_t second = first + 1; second < right.size(); ++second) {
                auto wrong = right;
                std::swap(wrong[first], wrong[second]);
                ASSERT_EQ(is_checked(wrong), wrong == right) << right << " as " << wrong;
            }
        }
    }
}

// Fixed, because codes that are in use must stay valid when the program is replaced.
TEST_F(CheckSymbol, MatchesValuesWorkedOutByHand) {
    EXPECT_EQ(check_symbol("0"), '0');
    EXPECT_EQ(check_symbol("1"), '2');   // 1 * x
    EXPECT_EQ(check_symbol("G"), '5');   // x^4 * x = x^5 = x^2 + 1
    EXPECT_EQ(check_symbol("11"), '6');  // x^2 + x
}

TEST_F(CheckSymbol, RefusesForeignCharactersAndTextWithoutRoomForACheck) {
    EXPECT_FALSE(is_checked(""));
    EXPECT_FALSE(is_checked("0"));
    EXPECT_TRUE(is_checked("00"));
    EXPECT_FALSE(is_checked("0U"));
    EXPECT_FALSE(is_checked("a0"));
    EXPECT_TRUE(is_checked(std::string(31, '0')));
    EXPECT_FALSE(is_checked(std::string(32, '0')));
}

}  // namespace
}  // namespace roomkey
