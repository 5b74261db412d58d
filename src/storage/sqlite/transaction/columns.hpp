#pragma once

#include "storage/columns.hpp"
#include "storage/sqlite/statement.hpp"

namespace roomkey::sqlite {

/// Joins the tables of `terminal_columns` to `users u`; for accounts of every kind.
inline std::string const terminal_joins =
    "LEFT JOIN terminal t ON t.user_key = u.user_key "
    "LEFT JOIN code c ON c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0 ";

}  // namespace roomkey::sqlite
