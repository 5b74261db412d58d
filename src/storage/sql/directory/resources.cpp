#include "storage/sql/directory/resources.hpp"

#include <utility>

namespace roomkey {

Result<std::int64_t> count_enabled(Reader& reader, CorpId const& corp, UserType type,
                                   std::int64_t count_max) {
    return reader.integer(
        "SELECT count(*) FROM (SELECT 1 FROM users WHERE corp_id = $1 AND type = $2 "
        "AND status = 0 LIMIT $3) found",
        corp, type, count_max);
}

Result<std::map<UserType, std::int64_t>> count_enabled(Reader& reader, CorpId const& corp) {
    auto const counts = TRY(
        all_of(reader.query("SELECT type, count(*) FROM users WHERE corp_id = $1 AND status = 0 "
                            "GROUP BY type",
                            corp),
               [](Row& row) {
                   auto const type = row.enumeration<UserType>();
                   return std::pair{type, row.integer()};
               }));
    return std::map<UserType, std::int64_t>(counts.begin(), counts.end());
}

}  // namespace roomkey
