#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

Error file_error(std::string const& path) {
    return unavailable("backup: " + path + ": " + std::strerror(errno));
}

/// Closes a file descriptor when destroyed.
class File {
public:
    File(std::string const& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] bool sync() const { return ::fsync(number_) == 0; }

private:
    int number_;
};

Status sync_path(std::string const& path, int flags) {
    File const file{path, flags | O_CLOEXEC};
    if (!file.is_open() || !file.sync()) return file_error(path);
    return Done{};
}

Status copy_into(SqliteOptions const& options, std::string const& target) {
    sqlite::ConnectionOptions source;
    source.path = options.path;
    source.busy_timeout_ms = static_cast<int>(options.busy_timeout.count());
    auto const connection = TRY(sqlite::Connection::open(source));
    TRY(connection->run("VACUUM INTO ?", target));
    TRY(sync_path(target, O_RDWR));
    auto const folder = std::filesystem::path{target}.parent_path();
    return sync_path(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace

Status back_up_sqlite_store(SqliteOptions const& options, std::string const& target) {
    if (::access(options.path.c_str(), F_OK) != 0) return file_error(options.path);
    {
        // SQLite writes into an empty file, which thus has its restricted mode from the start.
        File const file{target, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC};
        if (!file.is_open()) return file_error(target);
    }
    auto status = copy_into(options, target);
    if (!status.ok()) ::unlink(target.c_str());
    return status;
}

}  // namespace roomkey
