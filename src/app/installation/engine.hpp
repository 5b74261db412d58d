#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/config.hpp"
#include "base/result.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Whether the database is the embedded one, in the data folder.
[[nodiscard]] bool is_embedded(Config const& config);

/// Where the database is, for people: the path of its file, or its address without password.
[[nodiscard]] std::string database_origin(Config const& config);

/// By what name a node that listens on `port` holds leases in the database: that of the machine
/// with the port, which a restart does not change. Empty with the embedded database, which never
/// has another node.
[[nodiscard]] std::string node_name(Config const& config, std::uint16_t port);

/// Opens the database that the configuration names and brings its schema up to date.
Result<std::unique_ptr<Store>> open_store(Config const& config);

}  // namespace roomkey
