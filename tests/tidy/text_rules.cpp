#include "tests/tidy/text_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace roomkey {
namespace {

constexpr std::size_t line_characters_max = 100;
constexpr std::size_t file_lines_max = 400;

// Each in two pieces, so that this file does not break its own rules.
constexpr std::array<std::string_view, 3> unfinished_marks{
    "TO"
    "DO",
    "FIX"
    "ME",
    "X"
    "XX"};
constexpr std::array<std::string_view, 2> machine_paths{
    "/wo"
    "rk/",
    "/ro"
    "ot/"};
constexpr std::string_view temporary_path =
    "/tm"
    "p/";

/// UTF-8 characters: all bytes but those that continue one.
std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

bool is_word(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

bool has_word(std::string_view line, std::string_view word) {
    for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        auto const end = at + word.size();
        bool const starts = at == 0 || !is_word(line[at - 1]);
        if (starts && (end == line.size() || !is_word(line[end]))) return true;
    }
    return false;
}

/// True if `path` stands there from the root of a file system: not inside an address or a path.
bool has_path(std::string_view line, std::string_view path) {
    for (auto at = line.find(path); at != std::string_view::npos; at = line.find(path, at + 1)) {
        char const before = at == 0 ? ' ' : line[at - 1];
        if (!is_word(before) && before != '.' && before != '}' && before != '/') return true;
    }
    return false;
}

}  // namespace

void check_line_length(SourceFile const& file, Findings& findings) {
    if (!is_program_text(file.path)) return;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        auto const count = count_characters(file.lines[i]);
        if (count <= line_characters_max) continue;
        findings.push_back({file.path, i + 1, "line-length",
                            std::to_string(count) + " characters; the most is 100"});
    }
}

void check_file_length(SourceFile const& file, Findings& findings) {
    if (!is_program_text(file.path) || file.lines.size() <= file_lines_max) return;
    findings.push_back(
        {file.path, 0, "file-length",
         std::to_string(file.lines.size()) + " lines; the most is 400; split by meaning"});
}

void check_pragma_once(SourceFile const& file, Findings& findings) {
    if (!file.path.ends_with(".hpp")) return;
    for (auto const& line : file.lines) {
        if (line == "#pragma once") return;
        if (!line.empty() && !line.starts_with("//")) break;
    }
    findings.push_back({file.path, 1, "pragma-once", "begin the header with #pragma once"});
}

void check_unfinished_marks(SourceFile const& file, Findings& findings) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        for (auto const mark : unfinished_marks) {
            if (!has_word(file.lines[i], mark)) continue;
            findings.push_back({file.path, i + 1, "unfinished",
                                "finish it, or leave it out and say so in the documentation"});
        }
    }
}

void check_machine_paths(SourceFile const& file, Findings& findings) {
    bool const is_product = is_in(file.path, "src") && !is_test(file.path);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        auto const& line = file.lines[i];
        auto const stands_here = [&](std::string_view path) { return has_path(line, path); };
        if (std::any_of(machine_paths.begin(), machine_paths.end(), stands_here)) {
            findings.push_back({file.path, i + 1, "machine-path", "no path of one machine"});
        }
        if (is_product && stands_here(temporary_path)) {
            findings.push_back({file.path, i + 1, "machine-path",
                                "the data directory or std::filesystem::temp_directory_path()"});
        }
    }
}

}  // namespace roomkey
