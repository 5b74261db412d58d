#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "tests/tidy/text_rules.hpp"

namespace roomkey {
namespace {

constexpr std::size_t function_lines_max = 60;

/// Reads the braces of a file. A function begins where a brace opens after a parameter list
/// outside of other functions; what opens inside of it belongs to it.
class FunctionReader {
public:
    struct Function {
        std::size_t first_line;
        std::size_t last_line;
    };

    std::vector<Function> run(SourceFile const& file) {
        for (std::size_t i = 0; i < file.code.size(); ++i) {
            for (char const character : file.code[i]) take(character, i + 1);
            take(' ', i + 1);
        }
        return std::move(functions_);
    }

private:
    void take(char character, std::size_t line) {
        switch (character) {
            case '{':
                open(line);
                break;
            case '}':
                close(line);
                break;
            case ';':
                // Semicolons inside of parentheses are those of a `for` or a lambda.
                if (parentheses_ == 0) forget();
                break;
            case '(':
                ++parentheses_;
                remember(character, line);
                break;
            case ')':
                if (parentheses_ > 0) --parentheses_;
                remember(character, line);
                break;
            default:
                remember(character, line);
        }
    }

    void remember(char character, std::size_t line) {
        bool const is_blank = std::isspace(static_cast<unsigned char>(character)) != 0;
        if (statement_.empty() && is_blank) return;
        if (statement_.empty()) statement_line_ = line;
        statement_.push_back(is_blank ? ' ' : character);
    }

    void forget() { statement_.clear(); }

    void open(std::size_t line) {
        ++depth_;
        if (function_depth_) return;
        if (is_initialiser()) {
            // `int x_{0};`, `: member_{1} {`: a value, after which the statement goes on.
            initialiser_depths_.push_back(depth_);
            return;
        }
        if (is_function_head()) {
            function_depth_ = depth_;
            function_line_ = statement_.empty() ? line : statement_line_;
        }
        forget();
    }

    void close(std::size_t line) {
        if (function_depth_ == depth_) {
            functions_.push_back({function_line_, line});
            function_depth_.reset();
            forget();
        } else if (!initialiser_depths_.empty() && initialiser_depths_.back() == depth_) {
            initialiser_depths_.pop_back();
            statement_ += "{}";
        } else if (!function_depth_) {
            forget();
        }
        if (depth_ > 0) --depth_;
    }

    [[nodiscard]] std::string_view trimmed_statement() const {
        std::string_view const text = statement_;
        auto const last = text.find_last_not_of(' ');
        return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
    }

    /// A brace inside of parentheses or brackets, after `=` or another operator, or directly after
    /// a name that is not a class, namespace or parameter list.
    [[nodiscard]] bool is_initialiser() const {
        auto const text = trimmed_statement();
        if (text.empty()) return !initialiser_depths_.empty();
        if (parentheses_ > 0 || !initialiser_depths_.empty()) return true;
        if (std::string_view{"=,([<"}.find(text.back()) != std::string_view::npos) return true;
        return !is_scope_head() && !is_function_head();
    }

    [[nodiscard]] bool is_scope_head() const {
        constexpr std::array<std::string_view, 6> keywords{"namespace", "class", "struct",
                                                           "enum",      "union", "extern"};
        auto const text = trimmed_statement();
        return std::any_of(keywords.begin(), keywords.end(), [&](std::string_view keyword) {
            auto const at = text.find(keyword);
            if (at == std::string_view::npos) return false;
            // `struct stat about(int fd) {` would be a function; a template head is not.
            return text.find(')') == std::string_view::npos || text.starts_with(keyword);
        });
    }

    /// Ends with a parameter list, or with what may follow one: const, noexcept, override, a return
    /// type, or initialisers of members, of which the last has its own parentheses or braces.
    [[nodiscard]] bool is_function_head() const {
        auto const text = trimmed_statement();
        if (is_scope_head() || text.find('(') == std::string_view::npos) return false;
        if (text.back() == ')' || text.ends_with("{}")) return true;
        auto const tail = text.substr(text.rfind(')') + 1);
        constexpr std::array<std::string_view, 7> followers{
            "const", "noexcept", "override", "final", "mutable", "->", "&"};
        bool const is_member =
            tail.find(':') != std::string_view::npos && tail.find("->") == std::string_view::npos;
        if (is_member) return false;
        return std::any_of(followers.begin(), followers.end(), [&](std::string_view follower) {
            return tail.find(follower) != std::string_view::npos;
        });
    }

    std::vector<Function> functions_;
    std::vector<std::size_t> initialiser_depths_;
    std::string statement_;
    std::size_t statement_line_ = 0;
    std::size_t depth_ = 0;
    std::size_t parentheses_ = 0;
    std::optional<std::size_t> function_depth_;
    std::size_t function_line_ = 0;
};

}  // namespace

void check_function_length(SourceFile const& file, Findings& findings) {
    for (auto const& function : FunctionReader{}.run(file)) {
        auto const count = function.last_line - function.first_line + 1;
        if (count <= function_lines_max) continue;
        findings.push_back({file.path, function.first_line, "function-length",
                            std::to_string(count) + " lines; the most is 60"});
    }
}

}  // namespace roomkey
