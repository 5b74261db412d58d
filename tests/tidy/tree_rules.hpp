#pragma once

#include "tests/tidy/source_file.hpp"

namespace roomkey {

/// A folder of src/ has at most 15 sources, tests not counted.
void check_folder_sizes(std::vector<SourceFile> const& files, Findings& findings);

/// A source without a unit test next to it, and why that is right.
struct TestElsewhere {
    std::string path;   ///< A source, or a folder for all sources below it.
    std::string proof;  ///< What proves it instead: a file or folder with tests.
    std::string reason;
};

/// Each source of src/ has its x_test.cpp next to it, or is covered by an entry of `elsewhere`.
/// An entry that covers nothing, or whose proof is not there, is a finding too.
void check_tests_beside(std::vector<SourceFile> const& files,
                        std::vector<TestElsewhere> const& elsewhere, Findings& findings);

}  // namespace roomkey
