#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The content of a file that only its owner may touch. `internal` if it is missing, not a regular
/// file, longer than 64 KiB, or accessible in any way to group or others.
Result<Secret> read_private_file(std::filesystem::path const& file);

/// Makes `file` with mode 0600 and syncs it and its directory, so that it survives a power failure
/// once this returns. `internal` if it already exists or cannot be written; no part of it remains
/// then.
[[nodiscard]] Status write_private_file(std::filesystem::path const& file, Secret const& content);

/// The same, but in place of a file that is there, at once: a reader meanwhile gets the old
/// content or the new. Its mode is 0600 afterwards. On an error the old file is as it was.
[[nodiscard]] Status replace_private_file(std::filesystem::path const& file, Secret const& content);

}  // namespace roomkey
