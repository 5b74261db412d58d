#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "storage/sql/row.hpp"
#include "storage/sql/value.hpp"

namespace roomkey::sqlite {

/// What `code`, just returned by `database`, means to a caller: `unavailable` for a busy, full or
/// failing disk, `internal` for the rest. `doing` is for the log.
Error error_from(sqlite3* database, int code, std::string_view doing);

struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

/// One run of a prepared statement. Values are bound, and the columns of a row are read, from left
/// to right. At the end of its life the statement goes back to `slot`, from which it was taken.
class Query final : public Cursor {
public:
    Query(StatementHandle statement, StatementHandle& slot);
    Query(Query&& other) noexcept = default;
    Query& operator=(Query&& other) = delete;
    ~Query() override;

    template <class... Given>
    void bind(Given const&... values) {
        (bind_one(values), ...);
    }
    void bind_all(std::span<Value const> values) {
        for (auto const& value : values) bind_one(value);
    }

    Result<bool> next() override;
    /// Runs to the end, whatever rows there are.
    Status run();

    [[nodiscard]] bool is_null() const override;
    void skip(int columns) override { column_ += columns; }
    std::int64_t integer() override;
    std::string_view data() override;
    [[nodiscard]] int parameter_count() const {
        return sqlite3_bind_parameter_count(statement_.get());
    }

private:
    void bind_one(Value const& value);
    void note(int code);

    StatementHandle statement_;
    StatementHandle* slot_;
    int bound_ = 0;
    int column_ = 0;
    int failure_ = SQLITE_OK;  ///< The first refusal of a binding.
};

}  // namespace roomkey::sqlite
