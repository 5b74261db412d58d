#include "tests/tidy/named_tests.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

Findings findings_in(std::string const& row) {
    std::vector<SourceFile> const files{
        make_source_file("docs/t.md", "# Title\n\n| Found | Held by |\n|---|---|\n" + row + "\n"),
        make_source_file("tests/a_test.cpp",
                         "TEST(Door, Opens) {\n}\nTEST_F(Gate,\n       StaysShut) {\n}\n"),
        make_source_file("tests/b.py", "print()\n")};
    Findings findings;
    check_named_tests(files, "docs/t.md", findings);
    return findings;
}

TEST(NamedTests, AreThere) {
    for (auto const* const row :
         {"| a `door` | `tests/a_test.cpp` |", "| a | `tests/b.py` |",
          "| a | `tests/a_test.cpp` `Door.Opens`, `Gate.StaysShut`, `tests/b.py` |"}) {
        EXPECT_TRUE(findings_in(row).empty()) << row;
    }
}

TEST(NamedTests, AreMissedByFileAndByName) {
    for (auto const* const row :
         {"| a | nothing |", "| a | `tests/c_test.cpp` |",
          "| a | `tests/a_test.cpp` `Door.Shuts` |", "| a | `tests/a_test.cpp` `Door.Open` |",
          "| a | `tests/a_test.cpp` `Door.pens` |", "| a | `tests/a_test.cpp` `Gate.Opens` |",
          "| a | `tests/a_test.cpp` `Opens` |", "| a | `tests/b.py` `Door.Opens` |"}) {
        auto const findings = findings_in(row);
        ASSERT_FALSE(findings.empty()) << row;
        EXPECT_EQ(findings[0].line, 5U);
    }
    Findings findings;
    check_named_tests({}, "docs/t.md", findings);
    EXPECT_EQ(findings.size(), 1U);
}

}  // namespace
}  // namespace roomkey
