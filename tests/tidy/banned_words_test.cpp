#include "tests/tidy/banned_words.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

Findings findings_of(std::string path, std::string_view text) {
    Findings findings;
    check_banned_words(make_source_file(std::move(path), text), findings);
    return findings;
}

struct Case {
    char const* line;
    char const* allowed_in;  ///< Or null, if nowhere.
};

TEST(BannedWords, AreFoundOutsideOfThePlacesThatMayUseThem) {
    for (auto const& [line, allowed_in] : {
             Case{"std::random_device device;", "src/security/a.cpp"},
             {"std::stoi(text);", "src/base/a_test.cpp"},
             {"std::getenv(\"HOME\");", "src/app/a.cpp"},
             {"std::cout << 1;", "src/cli/a.cpp"},
             {"std::printf(\"x\");", "bench/a.cpp"},
             {"    std::this_thread::sleep_for(x);", "src/net/a.cpp"},
             {"throw 1;", "src/base/a_test.cpp"},
             {"    if (a) throw Error{};", "src/base/a_test.cpp"},
             {"std::thread{f}.detach();", nullptr},
             {"localtime(&t);", nullptr},
             {"std::regex x;", "tests/api/a.cpp"},
             {"GTEST_SKIP();", nullptr},
             {"TEST(A, DISABLED_b) {}", nullptr},
         }) {
        auto const findings = findings_of("src/base/a.cpp", std::string{"\n"} + line);
        ASSERT_EQ(findings.size(), 1U) << line;
        EXPECT_EQ(findings[0].line, 2U) << line;
        EXPECT_NE(findings[0].advice.find(": "), std::string::npos) << "says nothing: " << line;
        if (allowed_in == nullptr) {
            EXPECT_FALSE(findings_of("tests/api/a.cpp", line).empty()) << line;
        } else {
            EXPECT_TRUE(findings_of(allowed_in, line).empty()) << line << " in " << allowed_in;
        }
    }
}

TEST(BannedWords, AreNotFoundInOtherWordsAndComments) {
    for (auto const* const line : {
             "    // throw new rand()",
             "int a;  // it may throw or sleep_for a while",
             "rethrow(); std::nothrow; a.throw_all();",
             "asio::detached; detach(x);",
             "std::snprintf(a, sizeof a, \"x\");",
             "fmt::gmtime(t);",
         }) {
        EXPECT_TRUE(findings_of("src/base/a.cpp", line).empty()) << line;
    }
    EXPECT_TRUE(findings_of("docs/a.md", "std::cout").empty());
}

}  // namespace
}  // namespace roomkey
