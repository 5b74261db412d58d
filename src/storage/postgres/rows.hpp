#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "storage/postgres/parameters.hpp"

// As libpq-fe.h has it, which only sources of this folder include.
struct pg_result;

namespace roomkey::postgres {

struct ResultDeleter {
    void operator()(pg_result* result) const;
};
using ResultHandle = std::unique_ptr<pg_result, ResultDeleter>;

/// The rows that a statement answered, in binary formats. The columns of a row are read from left
/// to right.
class Rows {
public:
    explicit Rows(ResultHandle result);

    /// Moves to the next row; false at the end.
    bool next();
    /// Rows that a change inserted, updated or deleted.
    [[nodiscard]] std::int64_t changed() const;

    [[nodiscard]] bool is_null() const;
    void skip(int columns) { column_ += columns; }
    std::int64_t integer();
    int small() { return static_cast<int>(integer()); }
    bool boolean() { return integer() != 0; }
    Instant instant() { return from_unix_milliseconds(integer()); }
    Duration duration() { return Duration{integer()}; }
    std::string text() { return std::string{bytes()}; }
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
    /// The next column; empty for null.
    std::string_view bytes();

    ResultHandle result_;
    int row_ = -1;
    int column_ = 0;
};

}  // namespace roomkey::postgres
