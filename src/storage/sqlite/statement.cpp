#include "storage/sqlite/statement.hpp"

#include <cassert>
#include <utility>

namespace roomkey::sqlite {

Error error_from(sqlite3* database, int code, std::string_view doing) {
    std::string detail = "sqlite: ";
    detail += doing;
    detail += ": ";
    detail += database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    detail += " (" + std::to_string(code) + ")";
    switch (code & 0xff) {  // The low byte is the primary result code.
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_NOMEM:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return unavailable(std::move(detail));
        default:
            return internal_error(std::move(detail));
    }
}

Query::Query(StatementHandle statement, StatementHandle& slot)
    : statement_(std::move(statement)), slot_(&slot) {}

Query::~Query() {
    if (!statement_) return;
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
    if (!*slot_) *slot_ = std::move(statement_);
}

Result<bool> Query::next() {
    assert(bound_ == sqlite3_bind_parameter_count(statement_.get()));
    auto* const database = sqlite3_db_handle(statement_.get());
    if (failure_ != SQLITE_OK) return error_from(database, failure_, "bind");
    column_ = 0;
    int const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_from(database, code, sqlite3_sql(statement_.get()));
}

Status Query::run() {
    while (TRY(next())) {
    }
    return Done{};
}

bool Query::is_null() const {
    return sqlite3_column_type(statement_.get(), column_) == SQLITE_NULL;
}

std::int64_t Query::integer() { return sqlite3_column_int64(statement_.get(), column_++); }

std::string_view Query::data() {
    // The schema is STRICT: a text or a blob is one already, and is not converted.
    auto const* const data = sqlite3_column_blob(statement_.get(), column_);
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column_));
    ++column_;
    if (data == nullptr) return {};
    return {static_cast<char const*>(data), size};
}

void Query::bind_one(Value const& value) {
    auto* const statement = statement_.get();
    auto const place = ++bound_;
    if (value.is_null()) return note(sqlite3_bind_null(statement, place));
    // A null pointer would be bound as NULL instead of as the empty value.
    char const* const data = value.data().data() != nullptr ? value.data().data() : "";
    auto const size = value.data().size();
    switch (value.kind()) {
        case Value::Kind::integer:
        case Value::Kind::boolean:
            return note(sqlite3_bind_int64(statement, place, value.number()));
        case Value::Kind::text:
            return note(
                sqlite3_bind_text64(statement, place, data, size, SQLITE_TRANSIENT, SQLITE_UTF8));
        case Value::Kind::bytes:
            return note(sqlite3_bind_blob64(statement, place, data, size, SQLITE_TRANSIENT));
    }
}

void Query::note(int code) {
    if (failure_ == SQLITE_OK) failure_ = code;
}

}  // namespace roomkey::sqlite
