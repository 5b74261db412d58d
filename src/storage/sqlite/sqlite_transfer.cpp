#include "storage/sqlite/sqlite_transfer.hpp"

#include <string>
#include <utility>

#include "storage/sql/tables.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/transaction/search_index.hpp"

namespace roomkey {
namespace sqlite {
namespace {

// The one table of which SQLite remembers keys that are no longer there (AUTOINCREMENT).
constexpr std::string_view remembering_table = "users";

std::string column_list(TransferTable const& table) {
    std::string list;
    for (auto const& column : table.columns) list += (list.empty() ? "" : ", ") + column.name;
    return list;
}

std::string insert_statement(TransferTable const& table) {
    std::string places = "?";
    for (std::size_t i = 1; i < table.columns.size(); ++i) places += ", ?";
    return "INSERT INTO " + table.name + " (" + column_list(table) + ") VALUES (" + places + ")";
}

TransferValue read_value(Query& query, ColumnKind kind) {
    if (query.is_null()) {
        query.skip(1);
        return std::monostate{};
    }
    switch (kind) {
        case ColumnKind::integer:
            return query.integer();
        case ColumnKind::text:
            return query.text();
        case ColumnKind::bytes:
            return query.blob();
    }
    return std::monostate{};
}

void bind_value(Query& query, TransferValue const& value) {
    std::visit(
        [&](auto const& held) {
            if constexpr (std::is_same_v<decltype(held), std::monostate const&>) {
                query.bind(std::optional<std::int64_t>{});
            } else {
                query.bind(held);
            }
        },
        value);
}

class Transfer final : public TransferTarget {
public:
    explicit Transfer(std::unique_ptr<Connection> connection)
        : connection_(std::move(connection)) {}
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;
    ~Transfer() override {
        if (connection_->is_in_transaction()) (void)connection_->execute("ROLLBACK").ok();
    }

    Status read(TransferTable const& table, Take const& take) override {
        auto query =
            TRY(connection_->query("SELECT " + column_list(table) + " FROM " + table.name));
        TransferRow row(table.columns.size());
        while (TRY(query.next())) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                row[i] = read_value(query, table.columns[i].kind);
            }
            TRY(take(row));
        }
        return Done{};
    }

    Result<std::int64_t> last_key(TransferTable const& table) override {
        if (table.key.empty()) return std::int64_t{0};
        auto const highest = "SELECT max(" + table.key + ") FROM " + table.name;
        if (table.name != remembering_table) {
            return connection_->integer("SELECT ifnull((" + highest + "), 0)");
        }
        return connection_->integer(
            "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?"
            "), 0)",
            table.name);
    }

    Result<bool> is_empty() override {
        for (auto const& table : transfer_tables()) {
            auto const sql = "SELECT EXISTS (SELECT 1 FROM " + table.name + ")";
            if (TRY(connection_->integer(sql)) != 0) return false;
        }
        return true;
    }

    Status begin(TransferTable const& table) override {
        table_ = table.name;
        insert_ = insert_statement(table);
        return Done{};
    }

    Status add(TransferRow const& row) override {
        auto query = TRY(connection_->query(insert_));
        for (auto const& value : row) bind_value(query, value);
        return query.run();
    }

    Status end() override { return table_ == user_text_table.name() ? index_users() : Done{}; }

    Status set_last_key(TransferTable const& table, std::int64_t key) override {
        if (table.name != remembering_table) return Done{};
        TRY(connection_->run("DELETE FROM sqlite_sequence WHERE name = ?", table.name));
        return connection_->run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table.name,
                                key);
    }

    Status commit() override {
        TRY(connection_->execute("COMMIT"));
        // Anyone who copies the file then has all of it.
        return connection_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

private:
    Status index_users() {
        auto query =
            TRY(connection_->query("SELECT u.user_id, " + user_text_table.columns() +
                                   " FROM user_text x JOIN users u ON u.user_key = x.user_key"));
        while (TRY(query.next())) {
            auto const user = query.id<UserId>();
            TRY(add_to_search(*connection_, user, user_text_table(query)));
        }
        return Done{};
    }

    std::unique_ptr<Connection> connection_;
    std::string table_;
    std::string insert_;
};

Result<std::unique_ptr<Transfer>> open_transfer(SqliteOptions const& options, char const* begin) {
    ConnectionOptions opened;
    opened.path = options.path;
    opened.busy_timeout_ms = static_cast<int>(options.busy_timeout.count());
    auto connection = TRY(Connection::open(opened));
    TRY(migrate(*connection));
    TRY(connection->execute(begin));
    // Takes the snapshot, which "BEGIN" alone leaves to the first statement.
    TRY(connection->integer("SELECT count(*) FROM key_check"));
    return std::make_unique<Transfer>(std::move(connection));
}

}  // namespace
}  // namespace sqlite

Result<std::unique_ptr<TransferSource>> open_sqlite_source(SqliteOptions const& options) {
    return std::unique_ptr<TransferSource>(TRY(sqlite::open_transfer(options, "BEGIN")));
}

Result<std::unique_ptr<TransferTarget>> open_sqlite_target(SqliteOptions const& options) {
    return std::unique_ptr<TransferTarget>(TRY(sqlite::open_transfer(options, "BEGIN IMMEDIATE")));
}

}  // namespace roomkey
