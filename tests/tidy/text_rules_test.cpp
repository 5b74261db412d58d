#include "tests/tidy/text_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

using Check = void (*)(SourceFile const&, Findings&);

/// The lines of the findings of one rule, as a text such as "1 7".
std::string lines_found(Check check, std::string path, std::string_view text) {
    Findings findings;
    check(make_source_file(std::move(path), text), findings);
    std::string lines;
    for (auto const& finding : findings) {
        lines += (lines.empty() ? "" : " ") + std::to_string(finding.line);
    }
    return lines;
}

std::string repeat(std::string_view text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

TEST(LineLength, IsAtMost100Characters) {
    EXPECT_EQ(lines_found(check_line_length, "a.cpp", repeat("x", 100)), "");
    EXPECT_EQ(lines_found(check_line_length, "a.cpp", "\n" + repeat("x", 101)), "2");
    EXPECT_EQ(lines_found(check_line_length, "dev", repeat("x", 101)), "1");
}

TEST(LineLength, CountsCharactersAndNotBytes) {
    EXPECT_EQ(lines_found(check_line_length, "a.cpp", repeat("号", 100)), "");
    EXPECT_EQ(lines_found(check_line_length, "a.cpp", repeat("号", 101)), "1");
}

TEST(LineLength, DoesNotBindProse) {
    EXPECT_EQ(lines_found(check_line_length, "README.md", repeat("x", 101)), "");
}

TEST(FileLength, IsAtMost400Lines) {
    EXPECT_EQ(lines_found(check_file_length, "a.cpp", repeat("x\n", 400)), "");
    EXPECT_EQ(lines_found(check_file_length, "a.cpp", repeat("x\n", 401)), "0");
    EXPECT_EQ(lines_found(check_file_length, "a.json", repeat("x\n", 401)), "");
}

TEST(PragmaOnce, BeginsEveryHeader) {
    EXPECT_EQ(lines_found(check_pragma_once, "a.hpp", "#pragma once\n"), "");
    EXPECT_EQ(lines_found(check_pragma_once, "a.hpp", "// Why.\n\n#pragma once\n"), "");
    EXPECT_EQ(lines_found(check_pragma_once, "a.hpp", "#include <a>\n#pragma once\n"), "1");
    EXPECT_EQ(lines_found(check_pragma_once, "a.hpp", ""), "1");
    EXPECT_EQ(lines_found(check_pragma_once, "a.cpp", "int a;"), "");
}

TEST(UnfinishedMarks, AreFoundInEveryKindOfFile) {
    for (std::string const mark : {"TO"
                                   "DO",
                                   "FIX"
                                   "ME",
                                   "X"
                                   "XX"}) {
        for (auto const* const path : {"src/a.cpp", "README.md", "dev"}) {
            EXPECT_EQ(lines_found(check_unfinished_marks, path, "\n// " + mark + ": later"), "2");
        }
        EXPECT_EQ(lines_found(check_unfinished_marks, "a.cpp", 'A' + mark + 'A'), "");
    }
}

TEST(MachinePaths, AreFoundInEveryKindOfFile) {
    for (std::string const path : {"/wo"
                                   "rk/main",
                                   "/ro"
                                   "ot/.cache"}) {
        EXPECT_EQ(lines_found(check_machine_paths, "a.md", "see " + path), "1");
        EXPECT_EQ(lines_found(check_machine_paths, "a.cpp", '"' + path + '"'), "1");
        EXPECT_EQ(lines_found(check_machine_paths, "a.cpp", "x.example.com" + path), "");
        EXPECT_EQ(lines_found(check_machine_paths, "dev", "$home" + path), "");
    }
}

TEST(MachinePaths, IncludeTheTemporaryFolderInTheProductAlone) {
    auto const text = std::string{"\"/tm"} + "p/x\"";
    EXPECT_EQ(lines_found(check_machine_paths, "src/app/a.cpp", text), "1");
    EXPECT_EQ(lines_found(check_machine_paths, "src/app/a_test.cpp", text), "");
    EXPECT_EQ(lines_found(check_machine_paths, "tests/e2e/a.cpp", text), "");
}

}  // namespace
}  // namespace roomkey
