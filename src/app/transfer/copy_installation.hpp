#pragma once

#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/transfer/transfer.hpp"

namespace roomkey {

/// Moves the embedded database of `config` to the PostgreSQL database at `target`, whose tables
/// must be empty or missing; the keys stay where they are. Afterwards the embedded one has
/// another name, so that nobody keeps using it. `invalid_parameter` names the field "to";
/// `unavailable` if someone uses the installation, or something was not as it should be: then the
/// target has nothing and the embedded database is as it was.
Result<std::vector<TransferredTable>> copy_installation(Config const& config,
                                                        std::string const& target,
                                                        TransferObserver const& observe);

/// `unavailable` unless `source` is sealed with these keys.
Status check_keys_of(TransferSource& source, KeysConfig const& keys);

}  // namespace roomkey
