#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace roomkey {

/// The name of a file system that is not safe for an embedded database, by its number in statfs(2);
/// empty for all others. https://www.sqlite.org/howtocorrupt.html section 2.1.
std::string_view unsafe_file_system(long type);

/// The number of the file system that a folder is on; empty if it cannot be found out.
using FileSystemOf = std::function<std::optional<long>(std::filesystem::path const&)>;
std::optional<long> file_system_of(std::filesystem::path const& folder);

}  // namespace roomkey
