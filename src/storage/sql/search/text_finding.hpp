#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/sql/search/statement.hpp"

// How accounts that contain a text are found. An index of substrings finds a rare text at once. A
// common one is in a page's worth of accounts soon, wherever the walk along the list begins; an
// index that is not in the order of the list (PostgreSQL's) would have to gather all of them first.
namespace roomkey {

/// A folded text to look for in accounts of these types; none: all.
struct TextSearch {
    CorpId const& corp_id;
    std::string_view text;  ///< Not empty.
    bool is_in_names = false;
    std::vector<UserType> types = {};
    std::string scope = {};  ///< $3 of `text_statement`, which borrows it.
};

TextSearch text_search(CorpId const& corp_id, std::string_view text, bool is_in_names,
                       std::vector<UserType> types);

enum class Frequency : std::uint8_t {
    rare,
    common,    ///< A page is soon filled by walking the list; counting is still the index's work.
    frequent,  ///< So common that a walk counts sooner as well.
};

/// How many of the newest accounts have it. The same few rows for every text and every enterprise.
Result<Frequency> frequency_of(Reader& reader, TextSearch const& search);

/// A statement whose values $1, $2 and $3 are what `Dialect::texts_found` needs. $3 is 'u' for all
/// fields or 'n' for names, and the numbers of the types, each after a comma.
Statement text_statement(TextSearch const& search);

/// Whether an index of substrings that knows all parts of up to `gram_length_max` characters need
/// not look at the text itself.
bool is_gram(std::string_view text);

/// A condition on `user_text x`: the text is in it, and the account is of one of the types.
void add_text_condition(Statement& statement, TextSearch const& search);

/// A condition on the number `column`.
void add_types_condition(Statement& statement, std::string_view column,
                         std::vector<UserType> const& types);

}  // namespace roomkey
