#pragma once

#include <memory>
#include <optional>

#include "app/config.hpp"
#include "app/installation/data_folder.hpp"
#include "app/services.hpp"
#include "phone/numbering_plans.hpp"
#include "security/system_randomness.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// A data folder that is open: its keys read, its database at hand, in the folder or elsewhere, and
/// every use case over them.
class Installation {
public:
    /// `unavailable` or `internal` with path and reason in `detail`; also if folder or database
    /// were never initialised, or do not belong together.
    static Result<std::unique_ptr<Installation>> open(Config const& config, Clock const& clock,
                                                      ServicesOptions options = {});

    /// Makes folder, keys and database where they are missing. Nothing that is there is changed.
    /// Safe to run several times at once. `unavailable` if the database was begun with other keys,
    /// or with keys while there are none here: a further node gets those of the first.
    static Status create(Config const& config, Randomness& randomness);

    /// Reads the keys again and uses them from now on. On an error those at hand stay in use.
    Status reload_keys();

    [[nodiscard]] DataFolder const& folder() const { return folder_; }
    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Services& services() { return *services_; }
    [[nodiscard]] Randomness& randomness() { return randomness_; }

private:
    explicit Installation(DataFolder folder) : folder_(std::move(folder)) {}

    DataFolder folder_;
    std::optional<FolderLock> lock_;
    KeysConfig keys_source_;
    SystemRandomness randomness_;
    NumberingPlans numbers_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Services> services_;
};

/// What a database that was begun with these keys remembers of them.
Digest key_check_of(KeyRing const& keys);

/// The options of the use cases as the configuration has them; the callbacks stay empty.
ServicesOptions services_options(Config const& config);

}  // namespace roomkey
