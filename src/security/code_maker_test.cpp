#include "security/code_maker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "security/check_symbol.hpp"
#include "security/system_randomness.hpp"
#include "tests/fakes/expect_texts.hpp"
#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {
namespace {

constexpr CodeFormat crockford{CodeFormat::Alphabet::crockford32, crockford_code_length};

CodeFormat decimal(int length) { return {CodeFormat::Alphabet::decimal, length}; }

/// Pearson's statistic for equally likely cells.
double chi_square(std::vector<int> const& counts, int draws) {
    double const expected = static_cast<double>(draws) / static_cast<double>(counts.size());
    double sum = 0;
    for (int const count : counts) sum += (count - expected) * (count - expected) / expected;
    return sum;
}

void expect_uniform_positions(CodeFormat const& format, std::string_view alphabet, double bound) {
    constexpr int draws = 20'000;
    // Seeded, so that a statistical test either always holds or never.
    SeededRandomness randomness{7};
    CodeMaker const maker{randomness};
    auto const length = static_cast<std::size_t>(format.length);
    std::vector<std::vector<int>> counts(length, std::vector<int>(alphabet.size()));
    for (int i = 0; i < draws; ++i) {
        auto const code = maker.make(format);
        for (std::size_t at = 0; at < length; ++at) {
            ++counts[at][alphabet.find(code.reveal()[at])];
        }
    }
    for (auto const& position : counts) EXPECT_LT(chi_square(position, draws), bound);
}

// The bounds are exceeded by chance once in 10^4 (tables of the chi-square distribution).
TEST(CodeMaker, MakesEachDigitEquallyLikelyInEachPosition) {
    expect_uniform_positions(decimal(11), "0123456789", 33.7);
}

TEST(CodeMaker, MakesEachSymbolEquallyLikelyInEachPositionTheCheckIncluded) {
    expect_uniform_positions(crockford, crockford_alphabet, 69.1);
}

TEST(CodeMaker, MakesDecimalCodesOfEveryAllowedLength) {
    SystemRandomness randomness;
    CodeMaker const maker{randomness};
    for (int length = decimal_code_length_min; length <= decimal_code_length_max; ++length) {
        auto const code = maker.make(decimal(length));
        EXPECT_EQ(code.reveal().size(), static_cast<std::size_t>(length));
        EXPECT_EQ(code.reveal().find_first_not_of("0123456789"), std::string::npos);
        EXPECT_TRUE(is_plausible_code(code.reveal()));
    }
}

TEST(CodeMaker, MakesCrockfordCodesThatCarryTheirCheck) {
    SystemRandomness randomness;
    CodeMaker const maker{randomness};
    for (int i = 0; i < 1000; ++i) {
        auto const code = maker.make(crockford);
        EXPECT_EQ(code.reveal().size(), 16U);
        EXPECT_TRUE(is_checked(code.reveal()));
        EXPECT_TRUE(is_plausible_code(code.reveal()));
        EXPECT_EQ(normalise_code(code.reveal()), code.reveal());
    }
}

TEST(CodeMaker, DoesNotRepeatCodes) {
    SystemRandomness randomness;
    CodeMaker const maker{randomness};
    std::set<std::string> codes;
    for (int i = 0; i < 1000; ++i) codes.insert(maker.make(decimal(16)).reveal());
    EXPECT_EQ(codes.size(), 1000U);
}

TEST(NormaliseCode, ReadsWhatPeopleWriteAsWhatIsMeant) {
    expect_texts(
        normalise_code,
        {{"123 456-789 01", "12345678901"}, {"abcd-iLo0-oIl1", "ABCD11000111"}, {" - ", ""}});
}

TEST(NormaliseCode, KeepsForeignCharactersSoThatTheyAreRefused) {
    expect_texts(normalise_code, {{"ａｂｃｄ－ｉＬｏ٠", "ABCD1100"}, {"12345678é", "12345678?"}});
}

TEST(PlausibleCode, TakesEightToSixteenDigits) {
    EXPECT_FALSE(is_plausible_code(""));
    EXPECT_FALSE(is_plausible_code("1234567"));
    EXPECT_TRUE(is_plausible_code("12345678"));
    EXPECT_TRUE(is_plausible_code("1234567890123456"));
    EXPECT_FALSE(is_plausible_code("12345678901234567"));
    EXPECT_FALSE(is_plausible_code("1234567x"));
}

TEST(PlausibleCode, TakesLettersOnlyWithAValidCheck) {
    std::string const symbols = "ABCDEFGHJKMNPQR";
    auto const right = symbols + check_symbol(symbols);
    EXPECT_TRUE(is_plausible_code(right));
    auto wrong = right;
    std::swap(wrong[3], wrong[4]);
    EXPECT_FALSE(is_plausible_code(wrong));
    EXPECT_FALSE(is_plausible_code(right.substr(1)));
    EXPECT_FALSE(is_plausible_code(right + '0'));
}

}  // namespace
}  // namespace roomkey
