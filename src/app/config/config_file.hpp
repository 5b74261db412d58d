#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/config_assignment.hpp"
#include "base/result.hpp"

namespace roomkey {

/// The values of TOML text, tables flattened to dotted names. `origin` names the text in messages.
/// `invalid_parameter` with line and column if it is not TOML.
Result<std::vector<GivenValue>> parse_config_text(std::string_view text, std::string const& origin);

/// The same from a file; `unavailable` if it cannot be read.
Result<std::vector<GivenValue>> read_config_file(std::filesystem::path const& path);

}  // namespace roomkey
