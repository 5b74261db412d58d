#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// Lines of program text have at most 100 characters.
void check_line_length(SourceFile const& file, Findings& findings);

/// Files of program text have at most 400 lines.
void check_file_length(SourceFile const& file, Findings& findings);

/// Headers begin with `#pragma once`; a comment may come first.
void check_pragma_once(SourceFile const& file, Findings& findings);

/// No words that admit something unfinished, in any file.
void check_unfinished_marks(SourceFile const& file, Findings& findings);

/// No paths of one machine, in any file; nor of the temporary folder, in the product.
void check_machine_paths(SourceFile const& file, Findings& findings);

}  // namespace roomkey
