#include "tests/tidy/banned_words.hpp"

#include <algorithm>

namespace roomkey {
namespace {

struct Ban {
    /// As they stand in code. A blank at the start also stands for the start of a line.
    std::vector<std::string_view> texts;
    std::string_view instead;
    /// Folders and files where it is allowed. "_test" stands for unit tests beside their source.
    std::vector<std::string_view> except = {};
};

// What clang-tidy has no check for, or has one for that knows no rooms.
std::vector<Ban> const& bans() {
    static std::vector<Ban> const table{
        {{"random_device"}, "roomkey::Randomness", {"src/security", "_test"}},
        {{"std::stoi(", "std::stol(", "std::stoul(", "std::stoll(", "std::stoull(", "std::stod("},
         "std::from_chars, which neither throws nor accepts the half",
         {"tests", "_test"}},
        {{"getenv(", "setenv("}, "a typed option from app/", {"src/app", "tests", "bench"}},
        {{"std::cout", "std::cerr", "std::printf", "std::puts"},
         "roomkey::Log, or a Result for the command to print",
         {"src/cli", "src/app", "bench", "tests"}},
        {{"sleep_for", "sleep_until", "usleep(", "nanosleep("},
         "a timer, a condition variable or the clock of the test",
         // SQLite's backup has no way to wait for a lock but to try again.
         {"tests", "src/net", "src/delivery", "src/storage/sqlite/backup.cpp"}},
        // What is out of memory has no caller that could go on.
        {{" throw "}, "return an Error", {"tests", "_test", "src/security/key.cpp"}},
        // Writing the log may hang for ever, and the end must not.
        {{".detach()"}, "std::jthread, or a thread that is joined", {"src/app/log/spdlog_log.cpp"}},
        {{"localtime(", "std::gmtime(", "::gmtime_r(", "mktime("}, "fmt's chrono format, in UTC"},
        {{"std::regex"}, "a hand-written reader", {"tests"}},
        {{"GTEST_SKIP", "DISABLED_"}, "a test that always runs"},
    };
    return table;
}

/// Without a comment, and with one blank for what the line begins with.
std::string code_of(std::string_view line) {
    line = line.substr(0, line.find("//"));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    return ' ' + std::string(line);
}

bool is_excepted(Ban const& ban, std::string_view path) {
    return is_in(path, "tests/tidy") ||
           std::any_of(ban.except.begin(), ban.except.end(), [&](std::string_view place) {
               return place == path || (place == "_test" ? is_test(path) : is_in(path, place));
           });
}

}  // namespace

void check_banned_words(SourceFile const& file, Findings& findings) {
    if (!is_cpp(file.path)) return;
    for (auto const& ban : bans()) {
        if (is_excepted(ban, file.path)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            auto const code = code_of(file.lines[i]);
            for (auto const text : ban.texts) {
                if (code.find(text) == std::string::npos) continue;
                findings.push_back({file.path, i + 1, "banned",
                                    std::string{text} + ": use " + std::string{ban.instead}});
            }
        }
    }
}

}  // namespace roomkey
