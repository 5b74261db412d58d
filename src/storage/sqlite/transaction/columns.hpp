#pragma once

#include <optional>
#include <string>

#include "storage/records.hpp"
#include "storage/sqlite/statement.hpp"

// The columns of each record, by the alias that the statements give its table, and the functions
// that read them back in the same order.
namespace roomkey::sqlite {

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

Corp read_corp(Query& query);
App read_app(Query& query);
User read_user(Query& query);
Session read_session(Query& query);
ActiveCode read_code(Query& query);
Binding read_binding(Query& query);
Notice read_notice(Query& query);
/// Nothing if the account is no terminal; `user` is left empty.
std::optional<Terminal> read_terminal(Query& query);

}  // namespace roomkey::sqlite
