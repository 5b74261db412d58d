#include "tests/tidy/source_file.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(SourceFile, HasLinesWithoutTheirEnds) {
    EXPECT_EQ(make_source_file("dev", "one\n\nthree\n").lines,
              (std::vector<std::string>{"one", "", "three"}));
}

TEST(SourceFile, KnowsTestsAndFolders) {
    EXPECT_TRUE(is_test("src/base/bytes_test.cpp"));
    EXPECT_TRUE(is_test("tests/api/helper.cpp"));
    EXPECT_FALSE(is_test("src/base/bytes.cpp"));
    EXPECT_TRUE(is_in("src/base/x.cpp", "src/base"));
    EXPECT_FALSE(is_in("src/basement/x.cpp", "src/base"));
    EXPECT_EQ(folder_of("src/base/x.cpp"), "src/base");
    EXPECT_EQ(folder_of("dev"), "");
}

TEST(Finding, PrintsPathLineAndRule) {
    EXPECT_EQ(to_text({"src/x.cpp", 7, "rule", "advice"}), "src/x.cpp:7: rule: advice");
    EXPECT_EQ(to_text({"src", 0, "rule", "advice"}), "src: rule: advice");
}

}  // namespace
}  // namespace roomkey
