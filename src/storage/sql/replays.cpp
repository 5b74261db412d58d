#include "storage/sql/replays.hpp"

#include <string>

#include "storage/sql/tables.hpp"

namespace roomkey {

Result<std::optional<Replay>> find_replay(Reader& reader, UserId const& user,
                                          Digest const& key_hash) {
    static std::string const sql = "SELECT " + replay_table.columns() +
                                   " FROM replay r WHERE r.user_id = $1 AND r.key_hash = $2";
    return first_of(reader.query(sql, user, key_hash), replay_table);
}

Status insert_replay(Transaction& tx, Replay const& replay) {
    static std::string const sql = replay_table.insert() +
                                   " ON CONFLICT (user_id, key_hash) DO UPDATE SET " +
                                   replay_table.replacements();
    return tx.run(sql, replay_table.values(replay));
}

}  // namespace roomkey
