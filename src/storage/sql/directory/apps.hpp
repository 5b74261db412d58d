#pragma once

#include <optional>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

Result<std::optional<App>> find_app(Reader& reader, AppId const& id);
/// The same if it is of this enterprise (empty: of a service provider), and keeps it from being
/// changed by others until the end.
Result<std::optional<App>> hold_app(Transaction& tx, CorpId const& corp, AppId const& id);
/// Oldest first. Empty `corp`: the apps of service providers.
Result<std::vector<App>> list_apps(Reader& reader, CorpId const& corp);
/// False if the id is taken.
Result<bool> insert_app(Transaction& tx, App const& app);
/// Nothing happens, here and below, if there is none.
Status update_app(Transaction& tx, App const& app);
Status delete_app(Transaction& tx, AppId const& id);

}  // namespace roomkey
