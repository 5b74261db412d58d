#pragma once

#include <filesystem>

#include "base/file.hpp"
#include "base/result.hpp"

namespace roomkey {

/// Where everything is in the data folder. Pure: does not access the disk.
struct DataLayout {
    std::filesystem::path root;

    [[nodiscard]] std::filesystem::path database() const { return root / "roomkey.db"; }
    [[nodiscard]] std::filesystem::path keys() const { return root / "keys"; }
    [[nodiscard]] std::filesystem::path key_ring() const { return keys() / "keyring"; }
    [[nodiscard]] std::filesystem::path tls() const { return root / "tls"; }
    [[nodiscard]] std::filesystem::path certificate() const { return tls() / "server.crt"; }
    [[nodiscard]] std::filesystem::path certificate_key() const { return tls() / "server.key"; }
    [[nodiscard]] std::filesystem::path spool() const { return root / "spool"; }
    [[nodiscard]] std::filesystem::path templates() const { return root / "templates"; }
    [[nodiscard]] std::filesystem::path serve_lock() const { return root / "serve.lock"; }
    [[nodiscard]] std::filesystem::path init_lock() const { return root / "init.lock"; }
    [[nodiscard]] std::filesystem::path use_lock() const { return root / "use.lock"; }
    /// In a folder whose state a demo with a seed may remove.
    [[nodiscard]] std::filesystem::path seeded_mark() const { return root / "seeded-demo"; }
    /// What `copy` renames the database to, so that nobody keeps using it by mistake.
    [[nodiscard]] std::filesystem::path copied_database() const {
        return root / "roomkey.db.copied";
    }
};

/// A lock on a data folder, held as long as this lives. The system releases it when the process
/// dies.
using FolderLock = Descriptor;

/// The folder that holds everything of one installation. It and its subfolders are for their owner
/// only, and for groups that the owner gave them to. Errors are `unavailable`, with path and reason
/// in `detail`.
class DataFolder {
public:
    /// Makes what is missing of the folder and its subfolders, with mode 0700. Refuses folders that
    /// strangers may write to (base/file_rights): they could put keys of their own there.
    static Result<DataFolder> create(std::filesystem::path const& root);

    /// The same checks on an existing folder; creates nothing.
    static Result<DataFolder> open(std::filesystem::path const& root);

    [[nodiscard]] DataLayout const& layout() const { return layout_; }

    /// Whether the embedded database was made.
    [[nodiscard]] bool has_database() const;

    /// Whether it was made, and copied elsewhere since.
    [[nodiscard]] bool has_copied_database() const;

    /// Before anything is made in it that is meant to last: no demo may remove that. What a demo
    /// made stays the demo's.
    [[nodiscard]] Status forget_demo() const;

    /// True once keys and database are there.
    [[nodiscard]] bool is_initialised() const;

    /// Refused while another server has it; commands do not need it and may run meanwhile.
    [[nodiscard]] Result<FolderLock> lock_for_serving() const;

    /// For creating keys and database; waits while another process is doing so.
    [[nodiscard]] Result<FolderLock> lock_for_making() const;

    /// Held by everyone who uses the embedded database. Refused while it is moved elsewhere.
    [[nodiscard]] Result<FolderLock> lock_for_use() const;

    /// Refused while anyone uses the embedded database; keeps everyone from it.
    [[nodiscard]] Result<FolderLock> lock_for_moving() const;

private:
    explicit DataFolder(DataLayout layout) : layout_(std::move(layout)) {}

    DataLayout layout_;
};

}  // namespace roomkey
