#include "storage/postgres/tools/postgres_transfer.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "storage/postgres/connection_settings.hpp"
#include "storage/postgres/rows.hpp"

// Not through `Connection`: COPY is not possible in libpq's pipeline mode.
namespace roomkey {
namespace postgres {
namespace {

constexpr std::size_t copied_bytes_max = std::size_t{64} << 10U;
constexpr auto fetch = "FETCH 2000 FROM transfer_rows";

struct SessionDeleter {
    void operator()(PGconn* session) const { PQfinish(session); }
};
using Session = std::unique_ptr<PGconn, SessionDeleter>;

/// Without the context that the server adds, because that quotes the row.
Error failure(PGconn* session, PGresult const* result, std::string_view doing) {
    auto const* const primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    std::string detail = "postgres: ";
    detail += doing;
    detail += ": ";
    detail += primary != nullptr ? primary : PQerrorMessage(session);
    while (detail.ends_with('\n')) detail.pop_back();
    return unavailable(std::move(detail));
}

std::string column_list(TransferTable const& table) {
    std::string list;
    for (auto const& column : table.columns) list += (list.empty() ? "" : ", ") + column.name;
    return list;
}

void append_text(std::string_view value, std::string& line) {
    for (char const character : value) {
        switch (character) {
            case '\\':
                line += "\\\\";
                break;
            case '\n':
                line += "\\n";
                break;
            case '\r':
                line += "\\r";
                break;
            case '\t':
                line += "\\t";
                break;
            default:
                line += character;
        }
    }
}

void append_value(TransferValue const& value, std::string& line) {
    if (auto const* const number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else if (auto const* const text = std::get_if<std::string>(&value)) {
        append_text(*text, line);
    } else if (auto const* const bytes = std::get_if<Bytes>(&value)) {
        line += "\\\\x" + to_hex(bytes->data(), bytes->size());
    } else {
        line += "\\N";
    }
}

/// The value of a column in text format; booleans are numbers, too.
Result<TransferValue> parse_value(std::string_view text, ColumnKind kind) {
    if (kind == ColumnKind::text) return TransferValue(std::string(text));
    if (kind == ColumnKind::bytes) {
        auto bytes = from_hex(text.substr(text.starts_with("\\x") ? 2 : 0));
        if (!bytes) return internal_error("postgres: bytes that are not in hex");
        return TransferValue(std::move(*bytes));
    }
    if (text == "t" || text == "f") return TransferValue(std::int64_t{text == "t" ? 1 : 0});
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) {
        return internal_error("postgres: a number is not one");
    }
    return TransferValue(number);
}

class Transfer final : public TransferTarget {
public:
    explicit Transfer(Session session) : session_(std::move(session)) {
        PQsetNoticeReceiver(session_.get(), &Transfer::take_notice, this);
    }

    Status execute(std::string const& sql) {
        TRY(ask(sql));
        return Done{};
    }

    Status read(TransferTable const& table, Take const& take) override {
        TRY(execute("DECLARE transfer_rows NO SCROLL CURSOR FOR SELECT " + column_list(table) +
                    " FROM " + table.name));
        for (int count = 1; count > 0;) {
            auto const rows = TRY(ask(fetch));
            count = PQntuples(rows.get());
            TRY(take_rows(*rows, table, take));
        }
        return execute("CLOSE transfer_rows");
    }

    Result<std::int64_t> last_key(TransferTable const& table) override {
        auto const sequence = TRY(sequence_of(table));
        if (sequence.empty()) return std::int64_t{0};
        return integer("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence);
    }

    Result<bool> is_empty() override {
        for (auto const& table : transfer_tables()) {
            auto const sql = "SELECT EXISTS (SELECT 1 FROM " + table.name + ")";
            if (TRY(integer(sql)) != 0) return false;
        }
        return true;
    }

    Status begin(TransferTable const& table) override {
        auto const sql = "COPY " + table.name + " (" + column_list(table) + ") FROM STDIN";
        ResultHandle const result(PQexec(session_.get(), sql.c_str()));
        if (PQresultStatus(result.get()) == PGRES_COPY_IN) return Done{};
        return failure(session_.get(), result.get(), sql);
    }

    Status add(TransferRow const& row) override {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) lines_ += '\t';
            append_value(row[i], lines_);
        }
        lines_ += '\n';
        return lines_.size() < copied_bytes_max ? Done{} : send_lines();
    }

    Status end() override {
        TRY(send_lines());
        if (PQputCopyEnd(session_.get(), nullptr) != 1) {
            return failure(session_.get(), nullptr, "COPY");
        }
        // All of them, so that the session is ready for the next statement.
        Status status = Done{};
        while (ResultHandle const result{PQgetResult(session_.get())}) {
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && status.ok()) {
                status = failure(session_.get(), result.get(), "COPY");
            }
        }
        return status;
    }

    Status set_last_key(TransferTable const& table, std::int64_t key) override {
        auto const sequence = TRY(sequence_of(table));
        if (sequence.empty() || key == 0) return Done{};
        return execute("SELECT setval('" + sequence + "', " + std::to_string(key) + ")");
    }

    Status commit() override {
        // What the server had to say of earlier statements does not matter.
        is_commit_doubted_ = false;
        TRY(execute("COMMIT"));
        if (!is_commit_doubted_) return Done{};
        return unavailable(
            "postgres: the server warned of the commit (it may have been committed)");
    }

private:
    static void take_notice(void* transfer, PGresult const* /*notice*/) {
        // Above all: that the wait for a synchronous standby was cut short (01000).
        static_cast<Transfer*>(transfer)->is_commit_doubted_ = true;
    }

    Result<ResultHandle> ask(std::string const& sql) {
        ResultHandle result(PQexec(session_.get(), sql.c_str()));
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            return failure(session_.get(), result.get(), sql);
        }
        // The commit of a transaction that failed before gets a reply, but is not obeyed.
        if (sql == "COMMIT" && std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
            return unavailable("postgres: the transaction was rolled back");
        }
        return result;
    }

    Result<std::int64_t> integer(std::string const& sql) {
        auto const rows = TRY(ask(sql));
        if (PQntuples(rows.get()) != 1) return internal_error("postgres: no row: " + sql);
        auto const value = TRY(parse_value(PQgetvalue(rows.get(), 0, 0), ColumnKind::integer));
        return std::get<std::int64_t>(value);
    }

    /// Empty if the engine does not number the rows of this table.
    Result<std::string> sequence_of(TransferTable const& table) {
        if (table.key.empty()) return std::string();
        auto const rows =
            TRY(ask("SELECT pg_get_serial_sequence('" + table.name + "', '" + table.key + "')"));
        return std::string(PQgetvalue(rows.get(), 0, 0));
    }

    static Status take_rows(PGresult const& rows, TransferTable const& table, Take const& take) {
        TransferRow row(table.columns.size());
        for (int i = 0; i < PQntuples(&rows); ++i) {
            for (std::size_t column = 0; column < row.size(); ++column) {
                auto const place = static_cast<int>(column);
                if (PQgetisnull(&rows, i, place) != 0) {
                    row[column] = std::monostate{};
                    continue;
                }
                std::string_view const text(PQgetvalue(&rows, i, place),
                                            static_cast<std::size_t>(PQgetlength(&rows, i, place)));
                row[column] = TRY(parse_value(text, table.columns[column].kind));
            }
            TRY(take(row));
        }
        return Done{};
    }

    Status send_lines() {
        if (lines_.empty()) return Done{};
        int const sent =
            PQputCopyData(session_.get(), lines_.data(), static_cast<int>(lines_.size()));
        lines_.clear();
        if (sent == 1) return Done{};
        return failure(session_.get(), nullptr, "COPY");
    }

    Session session_;
    std::string lines_;
    bool is_commit_doubted_ = false;
};

Result<Session> connect(PostgresOptions const& options) {
    auto const settings = TRY(ConnectionSettings::from(options));
    Session session(settings.connect());
    if (PQstatus(session.get()) == CONNECTION_OK) return session;
    return failure(session.get(), nullptr, settings.server());
}

Result<std::unique_ptr<Transfer>> open_transfer(PostgresOptions options, char const* begin) {
    options.connections = 1;
    // Creates or updates the tables, then disconnects.
    TRY(open_postgres_store(options));
    auto transfer = std::make_unique<Transfer>(TRY(connect(options)));
    // What is copied has to be durable, whatever the server's setting is.
    TRY(
        transfer->execute("SELECT set_config('synchronous_commit', 'on', false) "
                          "WHERE current_setting('synchronous_commit') = 'off'"));
    // A big table takes as long as it takes; the lock, however, may be held by a running server.
    TRY(transfer->execute("SET statement_timeout = 0"));
    TRY(transfer->execute("SET idle_in_transaction_session_timeout = 0"));
    TRY(transfer->execute("SET client_encoding = 'UTF8'"));
    TRY(transfer->execute("SET bytea_output = 'hex'"));
    TRY(transfer->execute(begin));
    // The first query takes the snapshot.
    TRY(transfer->execute("SELECT 1"));
    return transfer;
}

}  // namespace
}  // namespace postgres

Result<std::unique_ptr<TransferSource>> open_postgres_source(PostgresOptions const& options) {
    return std::unique_ptr<TransferSource>(
        TRY(postgres::open_transfer(options, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")));
}

Result<std::unique_ptr<TransferTarget>> open_postgres_target(PostgresOptions const& options) {
    auto transfer = TRY(postgres::open_transfer(options, "BEGIN"));
    // Opening the database begins with its key check.
    TRY(transfer->execute("LOCK TABLE key_check IN ACCESS EXCLUSIVE MODE"));
    return std::unique_ptr<TransferTarget>(std::move(transfer));
}

}  // namespace roomkey
