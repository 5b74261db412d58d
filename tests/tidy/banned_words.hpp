#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// Calls and words that the house does without; each finding says what to use instead.
void check_banned_words(SourceFile const& file, Findings& findings);

}  // namespace roomkey
