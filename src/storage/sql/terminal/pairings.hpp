#pragma once

#include <optional>
#include <string>

#include "storage/store.hpp"

// Devices that ask to be bound without a code. Within a change a pairing is held before the account
// that it is approved for.
namespace roomkey {

Result<std::optional<Pairing>> find_pairing(Reader& reader, Digest const& token_hash);
Result<std::optional<Pairing>> find_pairing_by_user_code(Reader& reader, Digest const& hash);

/// Those that have not expired; each number is exact up to its limit. Within a change nobody else
/// can begin one until the end.
Result<PairingCount> count_pairings(Reader& reader, std::string const& network,
                                    std::string const& wide_network, Instant now);

/// False if the token or the user code is taken.
Result<bool> insert_pairing(Transaction& tx, Pairing const& pairing);
Status update_pairing(Transaction& tx, Pairing const& pairing);

}  // namespace roomkey
