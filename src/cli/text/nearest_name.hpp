#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

/// The name that `typed` was most likely meant to be: the same but for case, or with at most two
/// letters wrong, missing or too many, if more are right than wrong. Empty if there is none.
std::string nearest_name(std::string_view typed, std::vector<std::string> const& names);

}  // namespace roomkey
