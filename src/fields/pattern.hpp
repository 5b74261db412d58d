#pragma once

#include <span>
#include <string_view>

#include "fields/field_rule.hpp"

namespace roomkey {

/// Whether the whole `text` fits one of the alternatives. Takes time proportional to the length:
/// the build refuses patterns in which a step could take what the next one needs.
bool matches(std::string_view text, std::span<PatternStep const> pattern);

}  // namespace roomkey
