#pragma once

#include <string_view>

namespace roomkey {

/// The name of a file system that is not safe for an embedded database, by its number in statfs(2);
/// empty for all others. https://www.sqlite.org/howtocorrupt.html section 2.1.
std::string_view unsafe_file_system(long type);

}  // namespace roomkey
