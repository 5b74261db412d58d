#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/error/error_catalogue.hpp"
#include "domain/error/problem_message.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

struct Text {
    std::string path;  ///< From the root of the sources.
    std::string text;
};

/// Every text below these folders and files of the sources.
std::vector<Text> texts_below(std::vector<std::string> const& places) {
    std::vector<Text> texts;
    fs::path const root = ROOMKEY_SOURCE_FOLDER;
    auto const take = [&](fs::path const& path) {
        std::ifstream stream(path, std::ios::binary);
        texts.push_back(
            {path.lexically_relative(root).string(), {std::istreambuf_iterator<char>(stream), {}}});
    };
    for (auto const& place : places) {
        if (fs::is_regular_file(root / place)) take(root / place);
        if (!fs::is_directory(root / place)) continue;
        for (auto const& entry : fs::recursive_directory_iterator(root / place)) {
            if (entry.is_regular_file()) take(entry.path());
        }
    }
    return texts;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Every "USG." with nine digits in a text.
std::vector<std::string> codes_in(std::string const& text) {
    std::vector<std::string> codes;
    for (auto at = text.find("USG."); at != std::string::npos; at = text.find("USG.", at + 1)) {
        auto const code = text.substr(at, 13);
        if (code.size() == 13 && std::all_of(code.begin() + 4, code.end(), is_digit)) {
            codes.push_back(code);
        }
    }
    return codes;
}

std::set<std::string> catalogue_codes() {
    std::set<std::string> codes;
    for (auto const& entry : error_catalogue()) codes.emplace(entry.wire_code);
    return codes;
}

bool is_word_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The third argument of every call of `invalid_field` in a text, if that is a string literal, in
/// one piece or several.
std::vector<std::string> expectations_in(std::string const& text) {
    constexpr std::string_view call = "invalid_field(";
    std::vector<std::string> found;
    for (auto at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
        int depth = 1;
        int commas = 0;
        bool is_quoted = false;
        bool is_literal = true;
        std::string third;
        for (auto i = at + call.size(); i < text.size() && depth > 0; ++i) {
            char const c = text[i];
            if (c == '"') {
                is_quoted = !is_quoted;
            } else if (is_quoted) {
                if (commas == 2) third += c == '\\' ? text[++i] : c;
            } else {
                if (c == '(' || c == '{') ++depth;
                if (c == ')' || c == '}') --depth;
                if (c == ',' && depth == 1) ++commas;
                if (c == '+' && commas == 2) is_literal = false;
            }
        }
        if (is_literal && !third.empty()) found.push_back(third);
    }
    return found;
}

/// English rather than a range, a pattern, a list of values or the name of a standard.
bool is_prose(std::string const& expected) {
    auto const lower = [](char c) { return c >= 'a' && c <= 'z'; };
    // Blanks that separate the values of a list follow a comma.
    auto blanks = std::count(expected.begin(), expected.end(), ' ');
    for (auto at = expected.find(", "); at != std::string::npos; at = expected.find(", ", at + 1)) {
        --blanks;
    }
    bool const is_sentence = blanks > 1;
    return std::any_of(expected.begin(), expected.end(), lower) &&
           (is_sentence || std::all_of(expected.begin(), expected.end(), [](char c) {
                return is_word_letter(c) || is_digit(c) || c == ' ' || c == '-' || c == '@';
            }));
}

TEST(ErrorSources, SayInChineseWhatIsExpected) {
    int phrases = 0;
    for (auto const& [path, text] : texts_below({"src/api", "src/usecase", "src/domain"})) {
        // The limits speak to the command line alone, at its start.
        if (path.ends_with("_test.cpp") || path == "src/domain/send_limits.cpp") continue;
        for (auto const& expected : expectations_in(text)) {
            if (!is_prose(expected)) continue;
            ++phrases;
            auto const error = invalid_field("f", Fault::wrong_format, expected);
            EXPECT_EQ(problem_message(error, Language::zh_cn).find(expected), std::string::npos)
                << path << ": no Chinese in domain/error/problem_message for: " << expected;
            EXPECT_NE(problem_message(error, Language::en_us).find(expected), std::string::npos);
        }
    }
    EXPECT_GT(phrases, 8);
}

TEST(ErrorSources, NameNoCodeThatTheCatalogueDoesNotHave) {
    auto const known = catalogue_codes();
    std::set<std::string> seen;
    for (auto const& [path, text] : texts_below({"src", "tests", "bench", "docs", "README.md"})) {
        for (auto const& code : codes_in(text)) {
            EXPECT_TRUE(known.contains(code)) << path << ' ' << code;
            seen.insert(code);
        }
    }
    EXPECT_EQ(seen, known);
}

TEST(ErrorSources, KeepTheCodesOfTheProgramInOnePlace) {
    for (auto const& [path, text] : texts_below({"src"})) {
        bool const is_test = path.ends_with("_test.cpp") || path.find("/testing/") != path.npos;
        if (is_test || path.starts_with("src/domain/error/")) continue;
        EXPECT_TRUE(codes_in(text).empty()) << path << ": take it from error_entry()";
    }
}

}  // namespace
}  // namespace roomkey
