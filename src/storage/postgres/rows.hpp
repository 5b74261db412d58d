#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "storage/sql/row.hpp"

// As libpq-fe.h has it, which only sources of this folder include.
struct pg_result;

namespace roomkey::postgres {

struct ResultDeleter {
    void operator()(pg_result* result) const;
};
using ResultHandle = std::unique_ptr<pg_result, ResultDeleter>;

/// The rows that a statement returned, in binary formats. The columns of a row are read from left
/// to right.
class Rows final : public Row {
public:
    explicit Rows(ResultHandle result);

    /// Moves to the next row; false at the end.
    bool next();
    /// Rows that a change inserted, updated or deleted.
    [[nodiscard]] std::int64_t changed() const;

    [[nodiscard]] bool is_null() const override;
    void skip(int columns) override { column_ += columns; }
    std::int64_t integer() override;
    std::string_view data() override;

private:
    ResultHandle result_;
    int row_ = -1;
    int column_ = 0;
};

}  // namespace roomkey::postgres
