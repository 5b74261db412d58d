#include "tests/tidy/source_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace roomkey {
namespace {

bool is_word(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// Blanks all that is not code, one construct after the other.
class Blanker {
public:
    explicit Blanker(std::string_view text) : text_(text), code_(text) {}

    std::string run() {
        while (at_ < text_.size()) step();
        return std::move(code_);
    }

private:
    void step() {
        auto const rest = text_.substr(at_);
        if (rest.starts_with("//")) {
            blank_to(line_end(at_));
        } else if (rest.starts_with("/*")) {
            blank_to(after(text_.find("*/", at_ + 2), 2));
        } else if (rest.front() == '#' && is_first_of_line()) {
            blank_to(directive_end());
        } else if (rest.starts_with("R\"") && (at_ == 0 || !is_word(text_[at_ - 1]))) {
            auto const open = text_.find('(', at_);
            auto const delimiter = text_.substr(at_ + 2, open - at_ - 2);
            auto const close = ')' + std::string(delimiter) + '"';
            ++at_;
            literal_to(after(text_.find(close, at_), close.size()));
        } else if (rest.front() == '"' || (rest.front() == '\'' && !is_digit_separator())) {
            literal_to(literal_end());
        } else {
            ++at_;
        }
    }

    [[nodiscard]] std::size_t line_end(std::size_t from) const {
        return std::min(text_.find('\n', from), text_.size());
    }

    [[nodiscard]] std::size_t after(std::size_t found, std::size_t length) const {
        return found == std::string_view::npos ? text_.size() : found + length;
    }

    [[nodiscard]] bool is_first_of_line() const {
        for (auto i = at_; i > 0 && text_[i - 1] != '\n'; --i) {
            if (text_[i - 1] != ' ' && text_[i - 1] != '\t') return false;
        }
        return true;
    }

    /// A directive goes on as long as its lines end with a backslash.
    [[nodiscard]] std::size_t directive_end() const {
        auto end = line_end(at_);
        while (end < text_.size() && text_[end - 1] == '\\') end = line_end(end + 1);
        return end;
    }

    [[nodiscard]] std::size_t literal_end() const {
        for (auto i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '\\') {
                ++i;
            } else if (text_[i] == text_[at_]) {
                return i + 1;
            }
        }
        return text_.size();
    }

    /// As in 1'000: the word that it stands in begins with a digit.
    [[nodiscard]] bool is_digit_separator() const {
        auto first = at_;
        while (first > 0 && (is_word(text_[first - 1]) || text_[first - 1] == '\'')) --first;
        return first < at_ && std::isdigit(static_cast<unsigned char>(text_[first])) != 0;
    }

    void blank_to(std::size_t end) {
        for (; at_ < end; ++at_) {
            if (code_[at_] != '\n') code_[at_] = ' ';
        }
    }

    /// Keeps the quotes, so that a literal is still seen as something.
    void literal_to(std::size_t end) {
        ++at_;
        blank_to(end > at_ ? end - 1 : end);
        at_ = end;
    }

    std::string_view text_;
    std::string code_;
    std::size_t at_ = 0;
};

}  // namespace

SourceFile make_source_file(std::string path, std::string_view text) {
    SourceFile file;
    file.path = std::move(path);
    file.lines = split_lines(text);
    if (is_cpp(file.path)) file.code = split_lines(Blanker{text}.run());
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
