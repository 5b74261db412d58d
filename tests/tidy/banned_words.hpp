#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// Calls and words that are not used here; each finding says what to use instead.
void check_banned_words(SourceFile const& file, Findings& findings);

}  // namespace roomkey
