#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace roomkey::sqlite {

/// What `code`, just answered by `database`, means to a caller: `unavailable` for a busy, full or
/// failing disk, `internal` for the rest. `doing` is for the log.
Error error_from(sqlite3* database, int code, std::string_view doing);

struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

template <class Value>
concept Enumeration = std::is_enum_v<Value>;

/// One run of a prepared statement. Values are bound, and the columns of a row are read, from left
/// to right. At the end of its life the statement goes back to `slot`, from which it was taken.
class Query {
public:
    Query(StatementHandle statement, StatementHandle& slot);
    Query(Query&& other) noexcept = default;
    Query& operator=(Query&& other) = delete;
    ~Query();

    template <class... Values>
    void bind(Values const&... values) {
        (bind_one(values), ...);
    }

    /// Moves to the next row; false at the end.
    Result<bool> next();

    /// Runs to the end, whatever rows there are.
    Status run();

    [[nodiscard]] bool is_null() const;
    void skip(int columns) { column_ += columns; }
    [[nodiscard]] int parameter_count() const {
        return sqlite3_bind_parameter_count(statement_.get());
    }
    std::int64_t integer();
    int small() { return static_cast<int>(integer()); }
    bool boolean() { return integer() != 0; }
    Instant instant() { return from_unix_milliseconds(integer()); }
    Duration duration() { return Duration{integer()}; }
    std::string text();
    Bytes blob();
    Digest digest();

    template <Enumeration Value>
    Value enumeration() {
        return static_cast<Value>(integer());
    }
    template <class SomeId>
    SomeId id() {
        return SomeId{text()};
    }

private:
    void bind_one(std::string_view value);
    void bind_one(std::string const& value) { bind_one(std::string_view{value}); }
    void bind_one(char const* value) { bind_one(std::string_view{value}); }
    void bind_one(std::int64_t value);
    void bind_one(int value) { bind_one(std::int64_t{value}); }
    void bind_one(bool value) { bind_one(std::int64_t{value ? 1 : 0}); }
    void bind_one(Instant value) { bind_one(unix_milliseconds(value)); }
    void bind_one(Duration value) { bind_one(std::int64_t{value.count()}); }
    void bind_one(Digest const& value) { bind_bytes(value.data(), value.size()); }
    void bind_one(Bytes const& value) { bind_bytes(value.data(), value.size()); }
    template <Enumeration Value>
    void bind_one(Value value) {
        bind_one(static_cast<std::int64_t>(value));
    }
    template <class Tag>
    void bind_one(Id<Tag> const& value) {
        bind_one(std::string_view{value.value});
    }
    template <class Value>
    void bind_one(std::optional<Value> const& value) {
        if (value) return bind_one(*value);
        bind_null();
    }
    void bind_null();
    void bind_bytes(std::uint8_t const* data, std::size_t count);
    void note(int code);

    StatementHandle statement_;
    StatementHandle* slot_;
    int bound_ = 0;
    int column_ = 0;
    int failure_ = SQLITE_OK;  ///< The first refusal of a binding.
};

}  // namespace roomkey::sqlite
