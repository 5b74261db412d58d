#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roomkey {

/// `text` on one line and without anything that controls a terminal window: control characters and
/// malformed UTF-8 become '?'. For whatever comes from elsewhere.
std::string printable(std::string_view text);

/// Columns that `text`, made printable, takes on a screen; East Asian wide characters take two.
std::size_t screen_width(std::string_view text);

/// Rows under a header, columns aligned and two spaces apart. A row is as long as the header.
std::string render_table(std::vector<std::string> const& header,
                         std::vector<std::vector<std::string>> const& rows);

/// One "name  value" line for each, values aligned.
std::string render_fields(std::vector<std::pair<std::string, std::string>> const& fields);

}  // namespace roomkey
