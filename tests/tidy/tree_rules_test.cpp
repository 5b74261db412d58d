#include "tests/tidy/tree_rules.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::vector<SourceFile> tree(std::vector<std::string> const& paths) {
    std::vector<SourceFile> files;
    for (auto const& path : paths) files.push_back(make_source_file(path, ""));
    return files;
}

std::vector<std::string> sources(int count, std::string const& end) {
    std::vector<std::string> paths;
    for (int i = 0; i < count; ++i) paths.push_back("src/base/a" + std::to_string(i) + end);
    return paths;
}

TEST(FolderSize, IsAtMost15Sources) {
    Findings findings;
    check_folder_sizes(tree(sources(15, ".cpp")), findings);
    EXPECT_TRUE(findings.empty());
    check_folder_sizes(tree(sources(16, ".cpp")), findings);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].path, "src/base");
}

TEST(FolderSize, CountsNeitherTestsNorHeadersNorFoldersBelow) {
    auto paths = sources(15, ".cpp");
    for (auto const* const end : {"_test.cpp", ".hpp", "/deeper.cpp"}) {
        for (auto const& path : sources(15, end)) paths.push_back(path);
    }
    Findings findings;
    check_folder_sizes(tree(paths), findings);
    EXPECT_TRUE(findings.empty());
}

TEST(TestsBeside, AreAskedOfEverySource) {
    Findings findings;
    check_tests_beside(tree({"src/base/a.cpp", "src/base/a_test.cpp", "src/base/b.cpp",
                             "src/base/c.hpp", "tests/tidy/d.cpp"}),
                       {}, findings);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].path, "src/base/b.cpp");
}

TEST(TestsBeside, MayBeElsewhereForAReason) {
    Findings findings;
    auto const files = tree({"src/app/main.cpp", "src/api/code/a.cpp", "tests/api/a_test.cpp"});
    check_tests_beside(files, {{"src/app/main.cpp", "tests/api", ""}, {"src/api", "tests/api", ""}},
                       findings);
    EXPECT_TRUE(findings.empty());
}

TEST(TestsBeside, RefusesExceptionsThatAreNotNeededOrNotProved) {
    Findings findings;
    auto const files = tree({"src/app/main.cpp", "src/base/a.cpp", "src/base/a_test.cpp"});
    check_tests_beside(files, {{"src/base", "src/base", ""}, {"src/app/main.cpp", "tests/e2e", ""}},
                       findings);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].path, "src/base");
    EXPECT_EQ(findings[1].path, "src/app/main.cpp");
}

}  // namespace
}  // namespace roomkey
