#pragma once

#include <string>

#include "storage/store.hpp"

// What administrators note about terminals: one row for each terminal that has any, and one for
// each of its tags, which searches find it by. Both go with the account.
namespace roomkey {

/// The columns of `terminal_label n`.
std::string label_columns();
/// Reads `label_columns`; all empty if the account has no labels.
TerminalLabels read_labels(Row& row);

Result<TerminalLabels> find_labels(Reader& reader, UserId const& user);
/// In place of those that the user, who is held, had.
Status save_labels(Transaction& tx, User const& user, TerminalLabels const& labels);

}  // namespace roomkey
