#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/store.hpp"

// Within a change the account is held first, by a statement of its own: the next one then
// sees code and binding as the last holder left them. A single statement would wait for the row
// of the user and still read code and binding as they were before the wait.
namespace roomkey {

/// Joins the tables of `terminal_columns` to `users u`; for accounts of every kind.
inline constexpr std::string_view terminal_joins =
    "LEFT JOIN terminal t ON t.user_key = u.user_key "
    "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0 ";

Result<std::optional<Terminal>> find_terminal(Reader& reader, std::string const& account);
/// The same, if it is of this enterprise.
Result<std::optional<Terminal>> find_terminal(Reader& reader, Reach const& reach,
                                              std::string const& account);
Result<std::optional<Terminal>> find_terminal_by_user(Reader& reader, UserId const& user);
/// The terminal whose unspent code has this hash.
Result<std::optional<Terminal>> find_terminal_by_code(Reader& reader, Digest const& code_hash);
Result<std::optional<Terminal>> find_terminal_by_code_id(Reader& reader, Reach const& reach,
                                                         CodeId const& id);
/// Makes `terminal.user` and its terminal record, without a code. False as by `insert_user`.
/// Within a change: holds the accounts that have these codes; see `hold_users`.
Status hold_terminals_by_code_id(Reader& reader, CorpId const& corp,
                                 std::vector<HashRange> const& ids);
Result<bool> insert_terminal(Transaction& tx, Terminal const& terminal);
Status update_projection_mode(Transaction& tx, UserId const& user, int mode);

}  // namespace roomkey
