#pragma once

#include <string>

namespace roomkey {

/// The version and, in parentheses, what was built: "0.1.0 (commit 3210ad1f2c9b of 2026-11-29,
/// RelWithDebInfo)". "unknown" stands for a commit that nobody knew, as in an archive of sources.
std::string program_version();

}  // namespace roomkey
