#include "fields/pattern.hpp"

#include <gtest/gtest.h>

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

std::span<PatternStep const> pattern_of(std::span<FieldRule const> rules, std::string_view name) {
    for (auto const& rule : rules) {
        if (rule.name == name) return rule.pattern;
    }
    return {};
}

struct Case {
    char const* field;
    char const* text;
    bool is_match;
};

TEST(Pattern, TellsWhatFitsFromWhatDoesNot) {
    for (auto const& [field, text, is_match] : {
             Case{"smsNumber", "", true},        Case{"smsNumber", "+8613800138000", true},
             Case{"smsNumber", "8", true},       Case{"smsNumber", "+", false},
             Case{"smsNumber", "++86", false},   Case{"smsNumber", "86 13", false},
             Case{"smsNumber", "86:", false},  // The neighbours of the digits in ASCII.
             Case{"smsNumber", "86/", false},    Case{"emailAddr", "", true},
             Case{"emailAddr", "a@b", true},     Case{"emailAddr", "室@例子", true},
             Case{"emailAddr", "a@", false},     Case{"emailAddr", "@b", false},
             Case{"emailAddr", "a@b@c", false},  Case{"deptCode", "", true},
             Case{"deptCode", "AZaz09_-", true}, Case{"deptCode", "a.b", false},
             Case{"deptCode", "室", false},      Case{"deptCode", "a\n", false},
         }) {
        auto const pattern = pattern_of(rules::create_vision_active_code, field);
        ASSERT_FALSE(pattern.empty()) << field;
        EXPECT_EQ(matches(text, pattern), is_match) << field << ' ' << text;
    }
}

TEST(Pattern, CountsToTheLimitAndOnePast) {
    // ^x[0-9]{2,3}$
    constexpr PatternStep steps[] = {{0, 1ULL << ('x' - 64U), false, 1, 1, true},
                                     {0x3ffULL << 48U, 0, false, 2, 3, false}};
    EXPECT_FALSE(matches("x1", steps));
    EXPECT_TRUE(matches("x12", steps));
    EXPECT_TRUE(matches("x123", steps));
    EXPECT_FALSE(matches("x1234", steps));
    EXPECT_FALSE(matches("123", steps));
}

}  // namespace
}  // namespace roomkey
