#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"
#include "domain/user.hpp"
#include "storage/sqlite/connection.hpp"

// Substring search. Each user has a row in the full-text table `user_gram`, whose words are the
// 1-, 2- and 3-grams of its searchable fields, written in hex after the enterprise: so keys of
// one or two Chinese characters are found by index as well, and a search never reads a posting of
// another enterprise. Grams only narrow the search down; `contains_text` decides.
namespace roomkey::sqlite {

/// The words under which `user` is found.
std::string search_words(User const& user);

/// True if both have the same words, given that they are of one enterprise.
bool is_found_alike(User const& one, User const& other);

/// The full-text query for the users of `corp` that may contain `key`, which must not be empty.
std::string search_query(CorpId const& corp, std::string_view key);

/// True if `text` contains `key`, without regard to ASCII case.
bool contains_text(std::string_view text, std::string_view key);

/// Makes the SQL functions `contains_text(key, text...)`, true if any of the texts contains `key`,
/// and `search_query(corp, key)`.
Status register_search_functions(sqlite3* database);

/// Adds the row of a new user.
Status add_to_search(Connection& connection, std::int64_t user_key, User const& user);

/// Removes the row. `user` must be as it was when it was added: the table holds no text of its own.
Status remove_from_search(Connection& connection, std::int64_t user_key, User const& user);

}  // namespace roomkey::sqlite
