#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "storage/sqlite/statement.hpp"

namespace roomkey::sqlite {

struct ConnectionOptions {
    std::string path;
    int busy_timeout_ms = 5000;
    int cache_kib = 16 * 1024;
    std::int64_t pages_max = 0;  ///< Size limit of the file in pages; 0: SQLite's own.
    bool is_reader = false;      ///< Refuses every change.
};

/// One connection with its prepared statements. For one thread at a time.
class Connection {
public:
    /// Opens the file, made with mode 0600 if there is none, and sets the durability that the
    /// whole engine relies on.
    static Result<std::unique_ptr<Connection>> open(ConnectionOptions const& options);

    /// An empty database in memory, gone with the connection.
    static Result<std::unique_ptr<Connection>> open_scratch();

    /// Runs a script of statements without values.
    Status execute(char const* script);

    /// Takes the prepared statement for `sql`, preparing it first if need be, and binds `values`,
    /// which it names $1, $2 and so on.
    template <class... Given>
    Result<Query> query(std::string_view sql, Given const&... values) {
        auto query = TRY(prepare(sql));
        query.bind(values...);
        return query;
    }
    Result<Query> query_all(std::string_view sql, std::span<Value const> values) {
        auto query = TRY(prepare(sql));
        query.bind_all(values);
        return query;
    }

    /// Runs a change; returns how many rows it inserted, updated or deleted.
    template <class... Given>
    Result<std::int64_t> change(std::string_view sql, Given const&... values) {
        return change_all(sql, Values(values...));
    }
    Result<std::int64_t> change_all(std::string_view sql, std::span<Value const> values) {
        auto query = TRY(query_all(sql, values));
        TRY(query.run());
        return std::int64_t{sqlite3_changes64(handle())};
    }

    /// Runs a change whose row count does not matter.
    template <class... Given>
    Status run(std::string_view sql, Given const&... values) {
        TRY(change(sql, values...));
        return Done{};
    }

    /// The first column of the first row.
    template <class... Given>
    Result<std::int64_t> integer(std::string_view sql, Given const&... values) {
        auto query = TRY(prepare(sql));
        query.bind(values...);
        if (!TRY(query.next())) return internal_error("sqlite: no row: " + std::string{sql});
        return query.integer();
    }

    /// Rows inserted, updated and deleted since the connection was opened.
    [[nodiscard]] std::int64_t changes_so_far() const { return sqlite3_total_changes64(handle()); }
    [[nodiscard]] bool is_in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
    [[nodiscard]] sqlite3* handle() const { return database_.get(); }
    /// The text of every statement prepared so far.
    [[nodiscard]] std::vector<std::string> prepared_statements() const;

private:
    struct Closer {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    explicit Connection(sqlite3* database) : database_(database) {}
    Status configure(ConnectionOptions const& options);
    Result<Query> prepare(std::string_view sql);

    std::unique_ptr<sqlite3, Closer> database_;
    std::unordered_map<std::string, StatementHandle, TextHash, std::equal_to<>> statements_;
};

}  // namespace roomkey::sqlite
