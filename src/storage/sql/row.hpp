#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "domain/page.hpp"
#include "storage/sql/value.hpp"

namespace roomkey {

/// One row of what a statement found. Its columns are read from left to right.
class Row {
public:
    virtual ~Row() = default;

    [[nodiscard]] virtual bool is_null() const = 0;
    virtual void skip(int columns) = 0;
    /// 0 for NULL.
    virtual std::int64_t integer() = 0;
    /// A text or bytes, valid until the next row; empty for NULL.
    virtual std::string_view data() = 0;

    int small() { return static_cast<int>(integer()); }
    bool boolean() { return integer() != 0; }
    Instant instant() { return from_unix_milliseconds(integer()); }
    Duration duration() { return Duration{integer()}; }
    std::string text() { return std::string{data()}; }
    Bytes blob() {
        auto const bytes = data();
        return {bytes.begin(), bytes.end()};
    }
    Digest digest() {
        Digest digest{};
        auto const bytes = data();
        std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
        return digest;
    }
    template <Enumeration Enum>
    Enum enumeration() {
        return static_cast<Enum>(integer());
    }
    template <class SomeId>
    SomeId id() {
        return SomeId{text()};
    }

protected:
    Row() = default;
    Row(Row const&) = default;
    Row(Row&&) = default;
    Row& operator=(Row const&) = default;
    Row& operator=(Row&&) = default;
};

/// The rows that a statement found, one after the other.
class Cursor : public Row {
public:
    /// Moves to the next row; false at the end.
    virtual Result<bool> next() = 0;
};
using Rows = std::unique_ptr<Cursor>;

/// The result of `read` for the first row, if there is one.
template <class Read>
Result<std::optional<std::invoke_result_t<Read const&, Row&>>> first_of(Result<Rows> found,
                                                                        Read const& read) {
    using Record = std::invoke_result_t<Read const&, Row&>;
    auto const rows = TRY(std::move(found));
    if (!TRY(rows->next())) return std::optional<Record>{};
    return std::optional<Record>{read(*rows)};
}

/// The first column of the first row; an error if there is none.
Result<std::int64_t> integer_of(Result<Rows> found);

/// Makes `page` the one that is wanted of so many records, and binds its window last.
template <class T>
Status begin_page(Page<T>& page, PageRequest const& wanted, Values& values, Result<Rows> counted) {
    page.limit = wanted.limit;
    page.count = TRY(integer_of(std::move(counted)));
    page.offset = effective_offset(wanted, page.count);
    values.add(page.limit);
    values.add(page.offset);
    return Done{};
}

/// What `read` makes of each row.
template <class Read>
Result<std::vector<std::invoke_result_t<Read const&, Row&>>> all_of(Result<Rows> found,
                                                                    Read const& read) {
    auto const rows = TRY(std::move(found));
    std::vector<std::invoke_result_t<Read const&, Row&>> records;
    while (TRY(rows->next())) records.push_back(read(*rows));
    return records;
}

}  // namespace roomkey
