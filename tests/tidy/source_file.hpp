#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

/// One file of the tree, as the rules see it.
struct SourceFile {
    std::string path;                ///< From the root of the tree, with '/'.
    std::vector<std::string> lines;  ///< As written, without line ends.
};

SourceFile make_source_file(std::string path, std::string_view text);

/// One place where a rule is broken.
struct Finding {
    std::string path;
    std::size_t line;  ///< From 1; 0 if it is about the file or folder as a whole.
    std::string rule;
    std::string advice;
};
using Findings = std::vector<Finding>;

/// "path:line: rule: advice"
std::string to_text(Finding const& finding);

/// True for .cpp and .hpp.
bool is_cpp(std::string_view path);
/// True for what people write and machines run or compile: C++, scripts, CMake, web sources.
bool is_program_text(std::string_view path);
/// True for unit tests next to their source and for all below tests/.
bool is_test(std::string_view path);
/// True if the path lies in the folder, at any depth. The folder has no slash at the end.
bool is_in(std::string_view path, std::string_view folder);
/// The path without its last part; empty for a file of the root.
std::string_view folder_of(std::string_view path);

}  // namespace roomkey
