#pragma once

#include <filesystem>
#include <string>

#include "app/services.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The accounts of the demo; kept in a file (mode 0600) so that the next start finds the same ones.
struct DemoCast {
    CorpId corp_id;
    std::string admin_account;
    Secret admin_password;
    AppId app_id;
    Secret app_key;
    std::string device_account;
    std::string device_name;
};

/// Reads the cast from `file`, or makes an enterprise with three terminals and writes it.
Result<DemoCast> load_or_make_cast(std::filesystem::path const& file, Services& services);

}  // namespace roomkey
