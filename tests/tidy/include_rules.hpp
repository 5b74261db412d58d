#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// A room includes only what the table of rooms in docs/architecture.md lets it include; engines
/// and channels are named by `app` and themselves alone. Paths start at src/. Tests may include
/// anything; what is not a test may not include tests.
void check_includes(SourceFile const& file, Findings& findings);

}  // namespace roomkey
