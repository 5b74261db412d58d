#include "tests/tidy/banned_words.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace roomkey {
namespace {

enum class Form {
    word,    ///< The word by itself.
    call,    ///< The word before a parenthesis, and no member of something.
    member,  ///< The word before a parenthesis, after a dot or an arrow.
};

struct Ban {
    std::vector<std::string_view> words;
    Form form;
    std::string_view instead;
    /// Folders where it is allowed. "_test" stands for unit tests next to their source.
    std::vector<std::string_view> except;
};

std::vector<Ban> const& bans() {
    static std::vector<Ban> const table{
        {{"rand", "srand", "random", "drand48"}, Form::call, "roomkey::Randomness", {"_test"}},
        {{"random_device"}, Form::word, "roomkey::Randomness", {"src/security", "_test"}},
        {{"strcpy", "strcat", "strncpy", "sprintf", "vsprintf", "gets"},
         Form::call,
         "std::string or fmt::format",
         {}},
        {{"strtok", "atoi", "atol", "atof", "stoi", "stol", "stoul", "stoll", "stoull", "stod"},
         Form::call,
         "std::from_chars, which neither throws nor accepts the half",
         {"tests", "_test"}},
        {{"system", "popen"}, Form::call, "a library, or posix_spawn without a shell", {}},
        {{"getenv", "secure_getenv", "setenv"},
         Form::call,
         "a typed option from app/",
         {"src/app", "tests", "bench"}},
        {{"cout", "cerr", "printf", "fprintf", "puts"},
         Form::word,
         "roomkey::Log, or a Result for the command to print",
         {"src/cli", "src/app", "bench", "tests"}},
        {{"sleep_for", "sleep_until", "usleep", "nanosleep"},
         Form::word,
         "a timer, a condition variable or the clock of the test",
         {"tests", "src/net", "src/delivery"}},
        {{"throw"}, Form::word, "return an Error", {"tests", "_test"}},
        {{"new", "malloc", "free"}, Form::word, "a value, std::make_unique or a container", {}},
        {{"delete"}, Form::word, "std::unique_ptr", {}},
        {{"detach"}, Form::member, "std::jthread, or a thread that is joined", {}},
        {{"localtime", "gmtime", "localtime_r", "gmtime_r", "ctime", "asctime", "mktime"},
         Form::call,
         "std::chrono or fmt's chrono format, in UTC",
         {}},
        {{"regex", "regex_match", "regex_search"}, Form::word, "a hand-written reader", {}},
        {{"GTEST_SKIP"}, Form::word, "a test that always runs", {}},
        {{"const_cast"}, Form::word, "a type that says what is changed", {}},
    };
    return table;
}

bool is_word(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

std::string_view trimmed_end(std::string_view text) {
    auto const last = text.find_last_not_of(' ');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool has_form(Form form, std::string_view before, std::string_view after) {
    before = trimmed_end(before);
    auto const next = after.find_first_not_of(' ');
    bool const is_called = next != std::string_view::npos && after[next] == '(';
    bool const is_member = before.ends_with('.') || before.ends_with("->");
    switch (form) {
        case Form::word:
            return !is_member;
        case Form::call:
            return is_called && !is_member;
        case Form::member:
            return is_called && is_member;
    }
    return false;
}

/// `= delete` and the like do not release memory, nor is a name for the word an allocation.
bool is_harmless(std::string_view word, std::string_view before) {
    before = trimmed_end(before);
    // A private constructor is out of make_unique's reach.
    if (word == "new" && before.find("unique_ptr<") != std::string_view::npos) return true;
    if (word == "delete") return before.ends_with('=') || before.ends_with("verb::");
    // A member function of ours that bears the name: `void Pool::free(`, `Clock::system(`.
    bool const is_qualified = before.ends_with("::") && !before.ends_with("std::") &&
                              !before.ends_with("std::this_thread::");
    return is_qualified && trimmed_end(before).size() > 2 && is_word(before[before.size() - 3]);
}

bool has_banned(std::string_view line, std::string_view word, Form form) {
    for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        auto const before = line.substr(0, at);
        auto const after = line.substr(at + word.size());
        if (!before.empty() && is_word(before.back())) continue;
        if (!after.empty() && is_word(after.front())) continue;
        if (has_form(form, before, after) && !is_harmless(word, before)) return true;
    }
    return false;
}

bool is_excepted(Ban const& ban, std::string_view path) {
    return std::any_of(ban.except.begin(), ban.except.end(), [&](std::string_view place) {
        return place == "_test" ? is_test(path) : is_in(path, place);
    });
}

void check_using_namespace(SourceFile const& file, Findings& findings) {
    constexpr std::string_view start = "using namespace ";
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        auto const at = file.code[i].find(start);
        if (at == std::string::npos) continue;
        // Literal suffixes cannot be used otherwise.
        auto const name = std::string_view{file.code[i]}.substr(at + start.size());
        if (name.substr(0, name.find(';')).ends_with("literals")) continue;
        findings.push_back({file.path, i + 1, "banned", "using namespace: name what is used"});
    }
}

void check_disabled_tests(SourceFile const& file, Findings& findings) {
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        if (file.code[i].find("DISABLED_") == std::string::npos) continue;
        findings.push_back({file.path, i + 1, "banned", "DISABLED_: use a test that always runs"});
    }
}

}  // namespace

void check_banned_words(SourceFile const& file, Findings& findings) {
    check_using_namespace(file, findings);
    check_disabled_tests(file, findings);
    for (auto const& ban : bans()) {
        if (is_excepted(ban, file.path)) continue;
        for (std::size_t i = 0; i < file.code.size(); ++i) {
            for (auto const word : ban.words) {
                if (!has_banned(file.code[i], word, ban.form)) continue;
                findings.push_back({file.path, i + 1, "banned",
                                    std::string{word} + ": use " + std::string{ban.instead}});
            }
        }
    }
}

}  // namespace roomkey
