#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// Where the values of a JSON text are: the line of each, counted from 1, by its path, such as
/// "enterprises[0].users[1].pwd". The whole is "".
using SeedLines = std::map<std::string, int>;

/// `unavailable`, which says file and line, if `text` is not JSON or an object has a field twice.
Result<SeedLines> find_lines(std::string_view text, std::string const& file);

}  // namespace roomkey
