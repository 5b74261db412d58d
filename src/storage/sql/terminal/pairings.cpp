#include "storage/sql/terminal/pairings.hpp"

#include "base/time_left.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {

Result<std::optional<Pairing>> find_pairing(Reader& reader, Digest const& token_hash) {
    static std::string const sql =
        "SELECT " + pairing_table.columns() + " FROM pairing WHERE token_hash = $1";
    return first_of(reader.query_held(sql, token_hash), pairing_table);
}

Result<std::optional<Pairing>> find_pairing_by_user_code(Reader& reader, Digest const& hash) {
    static std::string const sql =
        "SELECT " + pairing_table.columns() + " FROM pairing WHERE user_code_hash = $1";
    return first_of(reader.query_held(sql, hash), pairing_table);
}

Result<PairingCount> count_pairings(Reader& reader, std::string const& network,
                                    std::string const& wide_network, Instant now) {
    TRY(reader.hold_name(LockSpace::pairing, {}));
    // Those that end later were begun by a clock that ran ahead, and are over: see `is_over`.
    auto const latest_end = now + pairing_validity + clock_difference_max;
    PairingCount count;
    count.of_network =
        TRY(reader.integer("SELECT count(*) FROM (SELECT 1 FROM pairing WHERE network = $1 "
                           "AND expires_at > $2 AND expires_at <= $3 LIMIT $4) found",
                           network, now, latest_end, pairings_per_network_max));
    count.of_wide_network =
        TRY(reader.integer("SELECT count(*) FROM (SELECT 1 FROM pairing WHERE wide_network = $1 "
                           "AND expires_at > $2 AND expires_at <= $3 LIMIT $4) found",
                           wide_network, now, latest_end, pairings_per_wide_network_max));
    count.of_all = TRY(reader.integer(
        "SELECT count(*) FROM (SELECT 1 FROM pairing WHERE expires_at > $1 AND expires_at <= $2 "
        "LIMIT $3) found",
        now, latest_end, pairings_max));
    return count;
}

Result<bool> insert_pairing(Transaction& tx, Pairing const& pairing) {
    static std::string const sql = pairing_table.insert() + " ON CONFLICT DO NOTHING";
    return TRY(tx.change(sql, pairing_table.values(pairing))) > 0;
}

Status update_pairing(Transaction& tx, Pairing const& pairing) {
    static std::string const sql =
        "UPDATE pairing SET " + pairing_table.assignments(2) + " WHERE token_hash = $1";
    Values values(pairing.token_hash);
    pairing_table.add_changing(values, pairing);
    return tx.run(sql, values);
}

}  // namespace roomkey
