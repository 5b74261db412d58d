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

std::string function_of(std::string_view head, int lines, std::string_view foot = "}\n") {
    return std::string{head} + "\n" + repeat("    if (a) { b(); }\n", lines - 2) +
           std::string{foot};
}

TEST(FunctionLength, IsAtMost60Lines) {
    for (auto const* const head : {
             "void f() {",
             "bool X::f(int a, std::string b = {}) const {",
             "X::X(int a) : a_{a}, b_(a) {",
             "X::X(int a) : a_(a), b_{a} {",
             "auto f(int a) -> std::string {",
             "Result<int> f() noexcept {",
             "template <class T> T f(T t) {",
             "auto const f = [](int a) {",
             "[[nodiscard]] std::map<int, int> f() override {",
         }) {
        EXPECT_EQ(lines_found(check_function_length, "a.cpp", function_of(head, 60)), "") << head;
        EXPECT_EQ(lines_found(check_function_length, "a.cpp", function_of(head, 61)), "1") << head;
    }
}

TEST(FunctionLength, CountsFromTheFirstLineOfTheSignature) {
    EXPECT_EQ(lines_found(check_function_length, "a.cpp",
                          "int a;\n\n" + function_of("void f(int a,\nint b) {", 60)),
              "3");
}

TEST(FunctionLength, FindsMembersInsideOfClassesAndNamespaces) {
    auto const before = std::string{"namespace roomkey {\nclass X final : public Y {\npublic:\n"} +
                        "    X() = default;\n    int a_{0};\n    std::string b_ = {};\n";
    EXPECT_EQ(lines_found(check_function_length, "a.hpp",
                          before + function_of("    void f() {", 61) + "};\n}\n"),
              "7");
}

TEST(FunctionLength, DoesNotBindTablesClassesAndNamespaces) {
    for (auto const* const head : {
             "namespace roomkey {",
             "class X : public Y<int> {",
             "enum class X : std::uint8_t {",
             "template <class T> struct std::hash<Id<T>> {",
             "constexpr std::array<int, 3> table{",
             "std::map<int, int> const table = {",
         }) {
        std::string const foot = "};\nint x;\n";
        auto const text = std::string{head} + '\n' + repeat("\n", 100) + foot;
        EXPECT_EQ(lines_found(check_function_length, "a.cpp", text), "") << head;
    }
}

TEST(FunctionLength, CountsEachFunctionByItself) {
    auto const text = function_of("void f() {", 60) + function_of("void g() {", 60) +
                      function_of("void h() {", 61);
    EXPECT_EQ(lines_found(check_function_length, "a.cpp", text), "121");
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
