#include "domain/job/csv_table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.hpp"
#include "base/plain_text.hpp"

namespace roomkey {
namespace {

constexpr std::string_view separator_mark = "sep=";

/// What spreadsheets take for the beginning of a formula, of full width as well.
constexpr std::string_view formula_marks[] = {"=",  "+",  "-",  "@",  "\t",
                                              "\r", "＝", "＋", "－", "＠"};

bool begins_formula(std::string_view cell) {
    return std::ranges::any_of(formula_marks,
                               [&](std::string_view mark) { return cell.starts_with(mark); });
}

/// Spreadsheets show longer numbers shortened.
constexpr std::size_t shown_digits = 11;

/// Whether a spreadsheet takes it for a number or a date that it writes in another way.
bool is_rewritten(std::string_view cell) {
    auto const is_of_number = [](char c) {
        return is_digit(c) || c == '.' || c == ',' || c == '-' || c == '/' || c == ':' ||
               lower(c) == 'e' || c == '+' || c == ' ';
    };
    if (cell.empty() || !is_digit(cell.front()) || !consists_of(cell, is_of_number)) return false;
    bool const is_plain = consists_of(cell, is_digit) && cell.size() <= shown_digits &&
                          (cell.front() != '0' || cell.size() == 1);
    return !is_plain;
}

/// Whether apostrophes, `count_min` or more of them, stand before what a spreadsheet would change.
bool is_kept_behind(std::string_view cell, std::size_t count_min) {
    auto const first = cell.find_first_not_of('\'');
    if (first == std::string_view::npos || first < count_min) return false;
    return begins_formula(cell.substr(first)) || is_rewritten(cell.substr(first));
}

/// What separates the cells of the first line.
char separator_of(std::string_view text) {
    constexpr std::string_view separators = ",;\t";
    std::size_t counts[separators.size()] = {};
    bool is_quoted = false;
    for (char const c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == '\n' || c == '\r') break;
        auto const at = separators.find(c);
        if (at != std::string_view::npos) ++counts[at];
    }
    auto const* const most = std::max_element(std::begin(counts), std::end(counts));
    return separators[static_cast<std::size_t>(most - std::begin(counts))];
}

/// Cuts a text into rows of cells.
class Cutter {
public:
    Cutter(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }

    /// The next row; empty if a quotation mark is not closed.
    std::optional<std::vector<std::string>> next() {
        std::vector<std::string> cells;
        for (;;) {
            auto cell = next_cell();
            if (!cell) return std::nullopt;
            cells.push_back(*std::move(cell));
            if (is_at_end()) return cells;
            char const end = text_[at_++];
            if (end == separator_) continue;
            if (end == '\r' && !is_at_end() && text_[at_] == '\n') ++at_;
            return cells;
        }
    }

private:
    [[nodiscard]] bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::optional<std::string> next_cell() {
        if (!is_at_end() && text_[at_] == '"') return quoted_cell();
        auto const start = at_;
        while (!is_at_end() && !ends_cell(text_[at_])) ++at_;
        return std::string{text_.substr(start, at_ - start)};
    }

    /// Two quotation marks are one of the text. What follows the closing one is kept.
    std::optional<std::string> quoted_cell() {
        std::string cell;
        bool is_open = true;
        for (++at_; !is_at_end(); ++at_) {
            char const c = text_[at_];
            if (!is_open && ends_cell(c)) return cell;
            if (c != '"') {
                cell += c;
                continue;
            }
            bool const is_doubled = is_open && at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (is_doubled) {
                cell += c;
                ++at_;
            } else {
                is_open = false;
            }
        }
        return is_open ? std::nullopt : std::optional{cell};
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
};

/// A cell as it was meant.
std::string meant(std::string const& cell) {
    auto text = trimmed(cell, " \t\r\n");
    // ="0123" is how a text that looks like a number is kept from being one.
    if (text.starts_with("=\"") && text.ends_with('"') && text.size() > 2) {
        text = text.substr(2, text.size() - 3);
    }
    if (is_kept_behind(text, 1)) text.remove_prefix(1);
    return std::string{text};
}

bool has_text(std::vector<std::string> const& cells) {
    return std::any_of(cells.begin(), cells.end(),
                       [](std::string const& cell) { return !cell.empty(); });
}

std::string row_name(std::string const& name, std::size_t number) {
    return name + ", row " + std::to_string(number);
}

/// Takes the separator that a first line names.
char take_separator(std::string_view& text) {
    if (text.starts_with(separator_mark) && text.size() > separator_mark.size()) {
        char const separator = text[separator_mark.size()];
        text.remove_prefix(separator_mark.size() + 1);
        text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
        return separator;
    }
    return separator_of(text);
}

Status take_row(CsvTable& table, std::vector<std::string> cells, std::string const& name) {
    for (auto& cell : cells) cell = meant(cell);
    if (!has_text(cells)) return Done{};
    while (cells.size() > table.columns.size() && cells.back().empty()) cells.pop_back();
    auto const width = table.columns.size();
    if (cells.size() > width) {
        return invalid_field(row_name(name, table.rows.size() + 1), Fault::wrong_length,
                             "1.." + std::to_string(width));
    }
    cells.resize(width);
    table.rows.push_back(std::move(cells));
    return Done{};
}

}  // namespace

Result<CsvTable> read_csv(std::string_view bytes, std::string const& name) {
    auto const text = utf8_text(bytes);
    if (!text) {
        return invalid_field(
            name, Fault::wrong_format,
            "UTF-8: save it as \"CSV UTF-8 (comma delimited)\" in the spreadsheet");
    }
    std::string_view rest = *text;
    auto const separator = take_separator(rest);
    Cutter cutter(rest, separator);
    CsvTable table;
    while (!cutter.is_at_end()) {
        auto cells = cutter.next();
        if (!cells) {
            return invalid_field(row_name(name, table.rows.size() + 1), Fault::wrong_format,
                                 "a closing quotation mark");
        }
        if (!table.columns.empty()) {
            TRY(take_row(table, *std::move(cells), name));
            continue;
        }
        for (auto& cell : *cells) cell = meant(cell);
        while (!cells->empty() && cells->back().empty()) cells->pop_back();
        table.columns = *std::move(cells);
        bool const has_gap = std::any_of(table.columns.begin(), table.columns.end(),
                                         [](auto const& column) { return column.empty(); });
        if (has_gap) break;
    }
    bool const is_named =
        !table.columns.empty() && std::none_of(table.columns.begin(), table.columns.end(),
                                               [](auto const& column) { return column.empty(); });
    if (!is_named) {
        return invalid_field(name, Fault::wrong_format, "a first line that names the columns");
    }
    return table;
}

std::string csv_line(std::vector<std::string> const& cells) {
    std::string line;
    for (auto const& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        std::string text = is_kept_behind(cell, 0) ? '\'' + cell : cell;
        if (text.find_first_of(",;\"\r\n\t") == std::string::npos) {
            line += text;
            continue;
        }
        line += '"';
        for (char const c : text) {
            if (c == '"') line += c;
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

bool has_lost_zeros(std::string_view before, std::string_view after) {
    if (after.empty() || before.size() <= after.size() || !before.ends_with(after)) return false;
    before.remove_suffix(after.size());
    return consists_of(before, [](char c) { return c == '0'; }) && consists_of(after, is_digit);
}

bool may_lack_zeros(std::string_view cell) {
    bool const has_zeros = cell.size() > 1 && cell.front() == '0';
    return !cell.empty() && !has_zeros && consists_of(cell, is_digit);
}

bool is_shortened_number(std::string_view cell) {
    if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
    auto const mark = cell.find_first_of("eE");
    if (mark == std::string_view::npos || mark + 2 >= cell.size() || cell[mark + 1] != '+') {
        return false;
    }
    auto const digits = cell.substr(0, mark);
    auto const is_part = [](char c) { return is_digit(c) || c == '.' || c == ','; };
    return !digits.empty() && is_digit(digits.front()) && consists_of(digits, is_part) &&
           consists_of(cell.substr(mark + 2), is_digit);
}

}  // namespace roomkey
