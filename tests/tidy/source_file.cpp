#include "tests/tidy/source_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace roomkey {
namespace {

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

}  // namespace

SourceFile make_source_file(std::string path, std::string_view text) {
    SourceFile file;
    file.path = std::move(path);
    file.lines = split_lines(text);
    return file;
}

std::string to_text(Finding const& finding) {
    auto const line = finding.line == 0 ? std::string{} : ':' + std::to_string(finding.line);
    return finding.path + line + ": " + finding.rule + ": " + finding.advice;
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

bool is_program_text(std::string_view path) {
    constexpr std::array<std::string_view, 13> endings{
        ".cpp", ".hpp", ".cmake", "CMakeLists.txt", ".py",  ".sh", ".js",
        ".mjs", ".ts",  ".tsx",   ".css",           ".sql", ".in"};
    if (path == "dev" || path == ".ci/run") return true;
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return path.ends_with(ending); });
}

bool is_test(std::string_view path) {
    return is_in(path, "tests") || path.ends_with("_test.cpp") || path.ends_with("_test.hpp") ||
           path.find("/testing/") != std::string_view::npos;
}

bool is_in(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::string_view folder_of(std::string_view path) {
    auto const slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

}  // namespace roomkey
