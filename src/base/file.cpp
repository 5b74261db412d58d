#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "base/file_rights.hpp"

namespace roomkey {
namespace {

constexpr std::size_t content_bytes_max = std::size_t{64} << 10U;

Error failure(char const* action, std::filesystem::path const& file, std::error_code reason) {
    return internal_error(std::string{"cannot "} + action + ' ' + file.string() + ": " +
                          reason.message());
}

/// The size of the file, if it is fit to hold secrets.
Result<std::size_t> checked_size(Descriptor const& opened, std::filesystem::path const& file) {
    struct stat about {};
    if (::fstat(opened.number(), &about) != 0) return failure("examine", file, last_system_error());
    if (!S_ISREG(about.st_mode)) return internal_error(file.string() + " is no regular file");
    if (strangers_rights(about).any()) {
        return internal_error(file.string() +
                              " is open to other users; its mode must be 0600, or " +
                              "0640 with a group that this program runs in");
    }
    auto const size = static_cast<std::size_t>(about.st_size);
    if (size > content_bytes_max) return internal_error(file.string() + " is too long");
    return size;
}

}  // namespace

void Descriptor::close() {
    if (is_open()) ::close(std::exchange(number_, -1));
}

std::error_code last_system_error() { return {errno, std::system_category()}; }

std::error_code write_synced(Descriptor const& file, std::string_view text) {
    while (!text.empty()) {
        auto const count = ::write(file.number(), text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return last_system_error();
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(file.number()) == 0 ? std::error_code{} : last_system_error();
}

std::error_code sync_folder_of(std::filesystem::path const& file) {
    auto const parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    Descriptor const folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    bool const is_synced = folder.is_open() && ::fsync(folder.number()) == 0;
    return is_synced ? std::error_code{} : last_system_error();
}

Result<std::string> read_file(std::filesystem::path const& file) {
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    // Unlike an iterator it does not throw where a folder is read.
    if (stream.is_open()) text << stream.rdbuf();
    // Copying an empty file fails as well, but without a reason.
    if (!stream.is_open() || (text.fail() && errno != 0)) {
        return unavailable("cannot read " + file.string() + ": " + std::strerror(errno));
    }
    return text.str();
}

Result<Secret> read_private_file(std::filesystem::path const& file) {
    // Not blocking, so that a pipe in place of the file is refused and not waited for.
    Descriptor const opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!opened.is_open()) return failure("open", file, last_system_error());
    std::string content(TRY(checked_size(opened, file)), '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        auto const count = ::read(opened.number(), content.data() + have, content.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("read", file, last_system_error());
        if (count == 0) return internal_error(file.string() + " shrank while it was read");
        have += static_cast<std::size_t>(count);
    }
    return Secret(std::move(content));
}

Status create_file(std::filesystem::path const& file, std::string_view text, mode_t mode) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    Descriptor const created(::open(file.c_str(), flags, mode));
    if (!created.is_open()) return failure("create", file, last_system_error());
    auto error = write_synced(created, text);
    if (!error) error = sync_folder_of(file);
    if (!error) return Done{};
    ::unlink(file.c_str());
    return failure("write", file, error);
}

Status replace_file(std::filesystem::path const& file, std::string_view text, mode_t mode) {
    auto fresh = file;
    fresh += ".new";
    // What an interrupted replacement left.
    if (::unlink(fresh.c_str()) != 0 && errno != ENOENT) {
        return failure("remove", fresh, last_system_error());
    }
    TRY(create_file(fresh, text, mode));
    if (::rename(fresh.c_str(), file.c_str()) != 0) {
        auto error = failure("replace", file, last_system_error());
        ::unlink(fresh.c_str());
        return error;
    }
    if (auto const error = sync_folder_of(file)) return failure("sync", file, error);
    return Done{};
}

}  // namespace roomkey
