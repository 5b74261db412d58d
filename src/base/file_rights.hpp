#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <filesystem>
#include <span>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

// Who may touch what the service relies on. Strangers are everyone but the owner of a file, the
// administrator, and the groups that the service itself is in: group bits are how an installation
// shares a file with it (0640 root:roomkey), and what Kubernetes sets for fsGroup (2770).

/// What strangers may do with a file or folder, as bits.
struct StrangersRights {
    bool can_read = false;
    bool can_write = false;
    bool can_use = false;  ///< Execute a file, or enter a folder.

    [[nodiscard]] bool any() const { return can_read || can_write || can_use; }
};

/// `own_groups` are those of the process.
StrangersRights strangers_rights(mode_t mode, gid_t group, std::span<gid_t const> own_groups);

/// Whether its owner is neither the administrator nor who runs this process.
bool belongs_to_stranger(uid_t owner, uid_t own_user);
/// The same of a file; false if it cannot be examined.
bool belongs_to_stranger(std::filesystem::path const& file);

/// Of an existing file, for this process.
StrangersRights strangers_rights(struct stat const& about);
/// The same by path; nothing if it cannot be examined.
StrangersRights strangers_rights(std::filesystem::path const& file);

/// `unavailable` if strangers can write the file; `what` it is begins the reason. Missing files
/// pass.
Status refuse_written_by_strangers(std::filesystem::path const& file, std::string_view what);

}  // namespace roomkey
