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
             Case{"int x = rand();", "tests/api/a.cpp"},
             {"std::srand(1);", "src/net/a_test.cpp"},
             {"std::random_device device;", "src/security/a.cpp"},
             {"strcpy(a, b);", nullptr},
             {"std::sprintf(a, \"%d\", 1);", nullptr},
             {"gets(a);", nullptr},
             {"std::stoi(text);", "src/base/a_test.cpp"},
             {"system(\"ls\");", nullptr},
             {"::popen(\"ls\", \"r\");", nullptr},
             {"std::getenv(\"HOME\");", "src/app/a.cpp"},
             {"std::cout << 1;", "src/cli/a.cpp"},
             {"std::printf(\"x\");", "bench/a.cpp"},
             {"std::this_thread::sleep_for(x);", "src/net/a.cpp"},
             {"throw 1;", "src/base/a_test.cpp"},
             {"auto* x = new X;", nullptr},
             {"delete x;", nullptr},
             {"delete[] x;", nullptr},
             {"thread.detach();", nullptr},
             {"std::thread{f}.detach();", nullptr},
             {"localtime(&t);", nullptr},
             {"gmtime_r(&t, &tm);", nullptr},
             {"std::regex x;", nullptr},
             {"using namespace std;", nullptr},
             {"GTEST_SKIP();", nullptr},
             {"TEST(A, DISABLED_b) {}", nullptr},
             {"const_cast<int&>(x);", nullptr},
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

TEST(BannedWords, AreNotFoundInOtherWordsCommentsAndLiterals) {
    for (auto const* const line : {
             "operand(); strands(); newest = 1; regexes();",
             "// throw new rand()",
             "auto x = \"throw new rand()\";",
             "X(X const&) = delete;",
             "std::system_category();",
             "error.system();",
             "http::verb::delete_;",
             "asio::detached;",
             "std::snprintf(a, sizeof a, \"x\");",
             "using namespace std::chrono_literals;",
             "using std::string;",
             "detach(x);",
         }) {
        EXPECT_TRUE(findings_of("src/base/a.cpp", line).empty()) << line;
    }
}

}  // namespace
}  // namespace roomkey
