#include "cli/text/table.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::string_view column_gap = "  ";

struct CodePointRange {
    char32_t first;
    char32_t last;
};

// The blocks with East Asian Width W or F in Unicode 15 (EastAsianWidth.txt) that names are made
// of; single wide characters outside them only cost alignment.
constexpr std::array<CodePointRange, 9> wide_ranges{{
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
}};

std::size_t width_of(char32_t point) {
    // Combining Diacritical Marks.
    if (point >= 0x0300 && point <= 0x036F) return 0;
    bool const is_wide = std::any_of(
        wide_ranges.begin(), wide_ranges.end(),
        [&](CodePointRange const& range) { return point >= range.first && point <= range.last; });
    return is_wide ? 2 : 1;
}

void append_row(std::string& text, std::vector<std::string> const& cells,
                std::vector<std::size_t> const& widths) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        text += printable(cells[i]);
        if (i + 1 == cells.size()) break;
        text.append(widths[i] - screen_width(cells[i]), ' ');
        text += column_gap;
    }
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown(text);
    // C1 controls take two bytes in UTF-8 (C2 80 .. C2 9F), which become one sign together.
    bool const is_plain = utf8_length(text).has_value();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const byte = static_cast<unsigned char>(shown[i]);
        bool const is_control = byte < 0x20 || byte == 0x7F;
        if (is_control || (!is_plain && byte >= 0x80)) shown[i] = '?';
        if (!is_plain || i + 1 >= shown.size()) continue;
        auto const next = static_cast<unsigned char>(shown[i + 1]);
        if (byte == 0xC2 && next < 0xA0) shown.replace(i, 2, "?");
    }
    return shown;
}

std::size_t screen_width(std::string_view text) {
    auto const points = utf8_code_points(printable(text));
    std::size_t width = 0;
    for (auto const point : points.value_or(std::vector<char32_t>{})) width += width_of(point);
    return width;
}

std::string render_table(std::vector<std::string> const& header,
                         std::vector<std::vector<std::string>> const& rows) {
    std::vector<std::size_t> widths;
    widths.reserve(header.size());
    for (auto const& name : header) widths.push_back(screen_width(name));
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], screen_width(row[i]));
        }
    }
    std::string text;
    append_row(text, header, widths);
    for (auto const& row : rows) append_row(text, row, widths);
    return text;
}

std::string render_fields(std::vector<std::pair<std::string, std::string>> const& fields) {
    std::vector<std::size_t> widths(2, 0);
    for (auto const& [name, value] : fields) widths[0] = std::max(widths[0], screen_width(name));
    std::string text;
    for (auto const& [name, value] : fields) append_row(text, {name, value}, widths);
    return text;
}

}  // namespace roomkey
