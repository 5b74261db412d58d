#include "tests/tidy/source_file.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::vector<std::string> code_of(std::string_view text) {
    return make_source_file("src/base/x.cpp", text).code;
}

using Lines = std::vector<std::string>;

TEST(SourceFile, KeepsCodeAndBlanksCommentsAndDirectives) {
    EXPECT_EQ(code_of("int a;  // throw\n/* throw\n throw */ int b;\n#define X throw\\\n throw\nc"),
              (Lines{"int a;          ", "        ", "          int b;", "                ",
                     "      ", "c"}));
}

TEST(SourceFile, BlanksTheInsideOfLiteralsAndKeepsTheirQuotes) {
    EXPECT_EQ(code_of(R"(f("throw \" x", '"', '\'', "//");)"),
              (Lines{R"(f("          ", ' ', '  ', "  ");)"}));
}

TEST(SourceFile, ReadsRawLiteralsOverSeveralLines) {
    auto const code = code_of("f(R\"x(throw \")\" \nthrow)x\"); g();");
    ASSERT_EQ(code.size(), 2U);
    EXPECT_EQ(code[0].find("throw"), std::string::npos);
    EXPECT_EQ(code[1], "       \"); g();");
}

TEST(SourceFile, TellsDigitSeparatorsFromCharacters) {
    EXPECT_EQ(code_of("int x = 1'000'000; char y = 'a';"),
              (Lines{"int x = 1'000'000; char y = ' ';"}));
}

TEST(SourceFile, HasNoCodeOfOtherLanguages) {
    EXPECT_TRUE(make_source_file("dev", "don't").code.empty());
    EXPECT_EQ(make_source_file("dev", "one\n\nthree\n").lines, (Lines{"one", "", "three"}));
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
