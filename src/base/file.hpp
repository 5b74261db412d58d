#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// What the system calls a file descriptor; closed at the end of its life.
class Descriptor {
public:
    /// Negative: nothing was opened.
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    void close();

private:
    int number_;
};

/// What the system refused just now.
std::error_code last_system_error();

/// Writes all of `text` to the open file and syncs it.
[[nodiscard]] std::error_code write_synced(Descriptor const& file, std::string_view text);

/// Without this the name of a new file may be lost although its content is on the disk.
[[nodiscard]] std::error_code sync_folder_of(std::filesystem::path const& file);

/// The content of a file. `unavailable` with the system's reason if it cannot be read.
Result<std::string> read_file(std::filesystem::path const& file);

/// The content of a file that no stranger may touch. `internal` if it is missing, not a regular
/// file, longer than 64 KiB, or open in any way to strangers (base/file_rights).
Result<Secret> read_private_file(std::filesystem::path const& file);

/// Makes `file` and syncs it and its folder, so that it outlives a power cut once this returns.
/// `internal` if it exists already or cannot be written; no part of it stays then.
[[nodiscard]] Status create_file(std::filesystem::path const& file, std::string_view text,
                                 mode_t mode = 0600);

/// The same, but in place of a file that may be there, at once: who opens it meanwhile reads the
/// old content or the new. On an error the old file is as it was. One writer at a time.
[[nodiscard]] Status replace_file(std::filesystem::path const& file, std::string_view text,
                                  mode_t mode = 0600);

}  // namespace roomkey
