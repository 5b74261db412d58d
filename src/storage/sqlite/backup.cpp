#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

Error file_error(std::string const& path) {
    return unavailable("backup: " + path + ": " + std::strerror(errno));
}

Status sync_file(std::string const& path) {
    Descriptor const file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!file.is_open() || write_synced(file, {})) return file_error(path);
    if (sync_folder_of(path)) return file_error(path);
    return Done{};
}

Status copy_into(SqliteOptions const& options, std::string const& target) {
    sqlite::ConnectionOptions source;
    source.path = options.path;
    source.busy_timeout_ms = static_cast<int>(options.busy_timeout.count());
    auto const connection = TRY(sqlite::Connection::open(source));
    TRY(connection->run("VACUUM INTO ?", target));
    return sync_file(target);
}

}  // namespace

Status back_up_sqlite_store(SqliteOptions const& options, std::string const& target) {
    if (::access(options.path.c_str(), F_OK) != 0) return file_error(options.path);
    {
        // SQLite writes into an empty file, which so has its narrow mode from the start.
        Descriptor const file(::open(target.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
        if (!file.is_open()) return file_error(target);
    }
    auto status = copy_into(options, target);
    if (!status.ok()) ::unlink(target.c_str());
    return status;
}

}  // namespace roomkey
