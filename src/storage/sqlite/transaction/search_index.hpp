#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"
#include "storage/records.hpp"
#include "storage/sqlite/connection.hpp"

// Substring search. Each user has a row in the full-text table `user_gram`, whose words are the
// 1-, 2- and 3-grams of its folded text, written in hex after the enterprise and the type: so keys
// of one or two Chinese characters are found by index as well, and a search never reads a posting
// of another enterprise. Those of a terminal's name are there a second time, for searches in names
// only. A longer key is only narrowed down by grams; `contains_text` decides.
namespace roomkey::sqlite {

/// The words under which an account is found.
std::string search_words(UserText const& text);

/// The full-text query for the accounts of `corp` that may contain `key`, which is folded and not
/// empty; `scope` as `text_statement` has it.
std::string search_query(CorpId const& corp, std::string_view key, std::string_view scope);

/// Makes the SQL functions `contains_text(whole, part)` and `search_query(corp, key, scope)`.
Status register_search_functions(sqlite3* database);

/// Adds the row of a user who has none.
Status add_to_search(Connection& connection, UserId const& user, UserText const& text);

/// Removes the row. `text` must be as it was when it was added: the table holds none of its own.
Status remove_from_search(Connection& connection, UserId const& user, UserText const& text);

}  // namespace roomkey::sqlite
