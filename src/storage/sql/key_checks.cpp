#include "storage/sql/key_checks.hpp"

#include <utility>

namespace roomkey {

Result<KeyChecks> key_checks(Reader& reader) {
    auto const rows = TRY(all_of(
        reader.query_held("SELECT key_id, hash FROM key_check ORDER BY key_id"), [](Row& row) {
            auto const key_id = static_cast<std::uint8_t>(row.small());
            return std::pair{key_id, row.digest()};
        }));
    return KeyChecks(rows.begin(), rows.end());
}

Result<bool> insert_key_check(Transaction& tx, std::uint8_t key_id, Digest const& check) {
    return TRY(tx.change("INSERT INTO key_check (key_id, hash) VALUES ($1, $2) "
                         "ON CONFLICT DO NOTHING",
                         int{key_id}, check)) > 0;
}

Status retire_key_check(Transaction& tx, std::uint8_t key_id) {
    return tx.run("UPDATE key_check SET hash = $2 WHERE key_id = $1", int{key_id}, removed_key);
}

}  // namespace roomkey
