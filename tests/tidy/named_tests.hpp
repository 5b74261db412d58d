#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// In the tables of a document that says which tests hold what: each row names a file of the tree,
/// and each `Suite.Test` is in the file named ahead of it in its row.
void check_named_tests(std::vector<SourceFile> const& files, std::string_view document,
                       Findings& findings);

}  // namespace roomkey
