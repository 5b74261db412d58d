#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

Status check_sqlite_pages(SqliteOptions const& options, std::stop_token const& stop) {
    sqlite::ConnectionOptions source;
    source.path = options.path;
    source.busy_timeout_ms = static_cast<int>(options.busy_timeout.count());
    source.is_reader = true;
    auto const connection = TRY(sqlite::Connection::open(source));
    if (stop.stop_requested()) return internal_error("sqlite: stopped before the check");
    std::stop_callback const interrupt(
        stop, [&handle = *connection->handle()] { sqlite3_interrupt(&handle); });
    // The first fault is enough: whatever it is, the file has to be replaced by a copy.
    auto found = TRY(connection->query("PRAGMA quick_check(1)"));
    if (!TRY(found.next())) return internal_error("sqlite: no answer to quick_check");
    auto const words = found.text();
    if (words == "ok") return Done{};
    return internal_error(options.path + " is damaged: " + words +
                          "; stop the server and restore a backup");
}

}  // namespace roomkey
