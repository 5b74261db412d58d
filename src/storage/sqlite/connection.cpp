#include "storage/sqlite/connection.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "base/file.hpp"
#include "storage/sqlite/page_cache.hpp"
#include "storage/sqlite/transaction/search_index.hpp"

namespace roomkey::sqlite {
namespace {

/// Makes the file if there is none, so that it never has a wider mode, not even for a moment.
/// SQLite gives the files next to it (-wal, -shm) the same mode. An existing file is not opened
/// here: closing it would drop the locks that this process holds on it (fcntl(2)).
Status make_private_file(std::string const& path) {
    Descriptor const file(::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
    if (file.is_open() || errno == EEXIST) return Done{};
    return unavailable("sqlite: cannot create " + path + ": " + std::strerror(errno));
}

/// SQLite takes $1 for a name, of which the first to appear is the first value; ?1 is the number.
std::string with_numbered_values(std::string_view sql) {
    std::string text{sql};
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        bool const is_number = text[i + 1] >= '1' && text[i + 1] <= '9';
        if (text[i] == '$' && is_number) text[i] = '?';
    }
    return text;
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(ConnectionOptions const& options) {
    TRY(make_private_file(options.path));
    (void)install_page_cache();
    sqlite3* database = nullptr;
    int const code = sqlite3_open_v2(options.path.c_str(), &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    // The handle needs closing after a failure, too.
    std::unique_ptr<Connection> connection(new Connection(database));
    if (code != SQLITE_OK) return error_from(database, code, "open " + options.path);
    TRY(connection->configure(options));
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::open_scratch() {
    (void)install_page_cache();
    sqlite3* database = nullptr;
    int const code = sqlite3_open_v2(":memory:", &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Connection> connection(new Connection(database));
    if (code != SQLITE_OK) return error_from(database, code, "open in memory");
    TRY(register_search_functions(connection->handle()));
    return connection;
}

Status Connection::configure(ConnectionOptions const& options) {
    // First of all, because each of the statements below may meet a busy database.
    sqlite3_busy_timeout(handle(), options.busy_timeout_ms);
    sqlite3_extended_result_codes(handle(), 1);
    int const defensive =
        sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, static_cast<int*>(nullptr));
    if (defensive != SQLITE_OK) return error_from(handle(), defensive, "configure");
    {
        // Changing the mode returns the mode in effect, so that alone shows whether it worked.
        auto mode = TRY(query("PRAGMA journal_mode = WAL"));
        TRY(mode.next());
        if (mode.text() != "wal") return unavailable("sqlite: the file system does not allow WAL");
    }
    // The size limit is above what the log is between two checkpoints under load: cutting it and
    // growing it again would make commits wait for the file system.
    TRY(
        execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                "PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 4000;"
                "PRAGMA journal_size_limit = 268435456"));
    TRY(execute(("PRAGMA cache_size = -" + std::to_string(options.cache_kib)).c_str()));
    if (options.pages_max > 0) {
        TRY(execute(("PRAGMA max_page_count = " + std::to_string(options.pages_max)).c_str()));
    }
    if (options.is_reader) TRY(execute("PRAGMA query_only = ON"));
    return register_search_functions(handle());
}

Status Connection::execute(char const* script) {
    int const code = sqlite3_exec(handle(), script, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_from(handle(), code, script);
    return Done{};
}

Result<Query> Connection::prepare(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) found = statements_.try_emplace(std::string{sql}).first;
    auto& slot = found->second;
    // The slot is empty at first, and while the same statement runs further up the stack.
    if (slot) return Query{std::move(slot), slot};
    auto const text = with_numbered_values(sql);
    sqlite3_stmt* statement = nullptr;
    int const code = sqlite3_prepare_v3(handle(), text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return error_from(handle(), code, sql);
    return Query{StatementHandle{statement}, slot};
}

std::vector<std::string> Connection::prepared_statements() const {
    std::vector<std::string> texts;
    for (auto const& [text, statement] : statements_) texts.push_back(text);
    return texts;
}

}  // namespace roomkey::sqlite
