#include "storage/sql/row.hpp"

namespace roomkey {

Result<std::int64_t> integer_of(Result<Rows> found) {
    auto const number = TRY(first_of(std::move(found), [](Row& row) { return row.integer(); }));
    if (!number) return internal_error("storage: a statement without a row");
    return *number;
}

}  // namespace roomkey
