#include "storage/sql/search/text_finding.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "storage/sql/search/search_text.hpp"

namespace roomkey {
namespace {

/// A text that fewer of these accounts have is rare: in a million such accounts some thousands.
constexpr int sampled = 2000;
constexpr int common_min = 10;
/// From here on PostgreSQL counts a page's bound sooner by walking a million accounts than by
/// gathering all that have the text: 6 ms each.
constexpr int frequent_min = 200;

}  // namespace

Result<Frequency> frequency_of(Reader& reader, TextSearch const& search) {
    auto statement = text_statement(search);
    statement << "SELECT count(*) FROM (SELECT x.type, x.name, x.other FROM user_text x "
                 "WHERE x.corp_id = $1 ORDER BY x.user_key DESC LIMIT "
              << std::to_string(sampled) << ") x WHERE $3 <> ''";
    add_text_condition(statement, search);
    auto const found = TRY(statement.integer(reader));
    if (found >= frequent_min) return Frequency::frequent;
    return found >= common_min ? Frequency::common : Frequency::rare;
}

Statement text_statement(TextSearch const& search) {
    return Statement(search.corp_id, search.text, search.scope);
}

TextSearch text_search(CorpId const& corp_id, std::string_view text, bool is_in_names,
                       std::vector<UserType> types) {
    std::string scope = is_in_names ? "n" : "u";
    for (auto const type : all_user_types) {
        bool const is_meant =
            types.empty() || std::find(types.begin(), types.end(), type) != types.end();
        if (is_meant) scope += ',' + std::to_string(static_cast<int>(type));
    }
    return {corp_id, text, is_in_names, std::move(types), std::move(scope)};
}

bool is_gram(std::string_view text) {
    auto const length = utf8_length(text);
    return length && *length <= gram_length_max;
}

void add_text_condition(Statement& statement, TextSearch const& search) {
    statement << " AND (contains_text(x.name, $2)"
              << (search.is_in_names ? ")" : " OR contains_text(x.other, $2))");
    add_types_condition(statement, "x.type", search.types);
}

void add_types_condition(Statement& statement, std::string_view column,
                         std::vector<UserType> const& types) {
    if (types.empty()) return;
    std::int64_t bits = 0;
    for (auto const type : types) bits |= std::int64_t{1} << static_cast<int>(type);
    statement << " AND (" << statement.place(bits) << " >> " << column << ") & 1 = 1";
}

}  // namespace roomkey
