#pragma once

#include <optional>
#include <string>

#include "storage/postgres/rows.hpp"
#include "storage/records.hpp"

// The columns of each record, by the alias that the statements give its table, and the functions
// that read them back in the same order.
namespace roomkey::postgres {

extern std::string const corp_columns;     ///< of `corp p`
extern std::string const app_columns;      ///< of `app a`
extern std::string const user_columns;     ///< of `users u`
extern std::string const session_columns;  ///< of `session s`, with its `users u`
extern std::string const code_columns;     ///< of `code c`
extern std::string const binding_columns;  ///< of `binding b`
extern std::string const notice_columns;   ///< of `notice n`
/// Of `terminal t`, `code c` and `binding b`, the latter two being absent or not.
extern std::string const terminal_columns;
/// Joins the tables of `terminal_columns` to `users u`; for accounts of every kind.
extern std::string const terminal_joins;

Corp read_corp(Rows& rows);
App read_app(Rows& rows);
User read_user(Rows& rows);
Session read_session(Rows& rows);
ActiveCode read_code(Rows& rows);
Binding read_binding(Rows& rows);
Notice read_notice(Rows& rows);
/// Nothing if the account is no terminal; `user` is left empty.
std::optional<Terminal> read_terminal(Rows& rows);

}  // namespace roomkey::postgres
