#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// Tables as spreadsheets save them and take them.
namespace roomkey {

/// A table in UTF-8, without the blanks around its cells.
struct CsvTable {
    std::vector<std::string> columns;            ///< At least one; none is empty.
    std::vector<std::vector<std::string>> rows;  ///< Each as wide as `columns`.
};

/// Reads what a spreadsheet wrote (RFC 4180, and what Excel makes of it): UTF-8, or UTF-16 with its
/// byte order mark; commas, semicolons or tabs, whichever the first line has most of, or as a first
/// line "sep=;" says. Lines without any text are passed over. What `csv_line` put in front of a
/// cell is taken away. `invalid_parameter` naming `name`, with the row from the second on.
Result<CsvTable> read_csv(std::string_view bytes, std::string const& name);

/// A line with its end. What a spreadsheet would take for a formula, or for a number or a date that
/// it writes in another way (0042, 3-4, more digits than it shows), gets an apostrophe in front.
std::string csv_line(std::vector<std::string> const& cells);

/// Whether `after` is what a spreadsheet leaves of `before`: the same digits, without zeros before.
bool has_lost_zeros(std::string_view before, std::string_view after);

/// Whether a spreadsheet may have taken zeros in front of it away.
bool may_lack_zeros(std::string_view cell);

/// Whether a spreadsheet shows a longer number like this, which is lost: "1.38E+10", "1,38E+10".
bool is_shortened_number(std::string_view cell);

}  // namespace roomkey
