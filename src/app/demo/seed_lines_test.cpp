#include "app/demo/seed_lines.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::string refusal_of(std::string const& text) {
    auto const found = find_lines(text, "f.json");
    return found.ok() ? "" : found.error().detail;
}

TEST(SeedLines, KnowWhereEachValueIs) {
    auto const lines =
        find_lines("{\n \"a\": [1,\n  {\"b\": {\n \"c\": \"x\"}}],\n\n\"d\":null}", "f");
    ASSERT_TRUE(lines.ok());
    EXPECT_EQ(*lines, (SeedLines{{"", 1},
                                 {"a", 2},
                                 {"a[0]", 2},
                                 {"a[1]", 3},
                                 {"a[1].b", 3},
                                 {"a[1].b.c", 4},
                                 {"d", 6}}));
    EXPECT_EQ(*find_lines("[[true, 1.5], []]\n", "f"),
              (SeedLines{{"", 1}, {"[0]", 1}, {"[0][0]", 1}, {"[0][1]", 1}, {"[1]", 1}}));
}

TEST(SeedLines, NameTheLineThatIsNotJson) {
    EXPECT_EQ(refusal_of("{\n\"a\": 1,\n\"b\": nothing\n}").substr(0, 18), "f.json:3: not JSON");
    EXPECT_EQ(refusal_of("{\n\"a\": 1\n").substr(0, 18), "f.json:2: not JSON");
    EXPECT_EQ(refusal_of("").substr(0, 18), "f.json:1: not JSON");
    EXPECT_EQ(refusal_of("{}\n{}").substr(0, 18), "f.json:2: not JSON");
}

TEST(SeedLines, NameTheFieldThatIsGivenTwice) {
    EXPECT_EQ(refusal_of("{\"a\": [{\"b\": 1,\n\"b\": 2}]}"),
              "f.json:2: a[0].b is given more than once");
    EXPECT_EQ(refusal_of("{\"a\": {},\n\n\"a\": {}}"), "f.json:3: a is given more than once");
}

}  // namespace
}  // namespace roomkey
