#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/file.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {
namespace {

constexpr std::chrono::milliseconds busy_pause{10};

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

/// Copies all pages, as one transaction of `to`.
Status copy_pages(sqlite3* from, sqlite3* to, Duration timeout) {
    auto* const copying = sqlite3_backup_init(to, "main", from, "main");
    if (copying == nullptr) return unavailable("put back: " + std::string(sqlite3_errmsg(to)));
    auto const end = std::chrono::steady_clock::now() + timeout;
    auto code = sqlite3_backup_step(copying, -1);
    while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) &&
           std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(busy_pause);
        code = sqlite3_backup_step(copying, -1);
    }
    auto const finished = sqlite3_backup_finish(copying);
    if (code == SQLITE_DONE && finished == SQLITE_OK) return Done{};
    return unavailable("put back: " + std::string(sqlite3_errstr(code)));
}

}  // namespace

Status put_back_sqlite_store(SqliteOptions const& options, std::string const& copy) {
    if (::access(copy.c_str(), F_OK) != 0) return file_error(copy);
    sqlite::ConnectionOptions from;
    from.path = copy;
    sqlite::ConnectionOptions to;
    to.path = options.path;
    to.busy_timeout_ms = static_cast<int>(options.busy_timeout.count());
    auto const source = TRY(sqlite::Connection::open(from));
    auto const target = TRY(sqlite::Connection::open(to));
    return copy_pages(source->handle(), target->handle(), options.busy_timeout);
}

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
