#include "cli/text/table.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

constexpr std::string_view column_gap = "  ";

std::size_t width_of(char32_t point) {
    auto const character = static_cast<UChar32>(point);
    auto const kind = U_MASK(u_charType(character));
    if ((kind & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
    auto const width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
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

std::string printable(std::string_view text) { return one_line(text, '?'); }

std::size_t screen_width(std::string_view text) {
    std::size_t width = 0;
    for (auto const point : shown_code_points(printable(text))) width += width_of(point);
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
