#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "app/config.hpp"
#include "app/installation/data_folder.hpp"
#include "app/services.hpp"
#include "phone/numbering_plans.hpp"
#include "security/system_randomness.hpp"
#include "storage/store.hpp"

namespace roomkey {

// What a server may wait for.
constexpr std::string_view awaited_keys = "keys";
constexpr std::string_view awaited_store = "store";

/// What keeps an installation from opening.
struct Obstacle {
    Error error;
    std::string_view awaited = {};  ///< Empty if only an operator can help.
};

/// A data folder that is open: its keys read, its database at hand, in the folder or elsewhere, and
/// every use case over them.
class Installation {
public:
    /// `unavailable` or `internal` with path and reason in `detail`; also if folder or database
    /// were never initialised, or do not belong together.
    static Result<std::unique_ptr<Installation>> open(Config const& config, Clock const& clock,
                                                      ServicesOptions const& options = {});

    /// The first half of `open`: looks at the folder, but reads no keys and opens no database. Call
    /// it before anything else but `folder` until it reports no obstacle; repeat as long as one
    /// may pass.
    static Result<std::unique_ptr<Installation>> find(Config const& config);
    std::optional<Obstacle> connect(Clock const& clock, ServicesOptions const& options);

    /// Makes folder, keys and database where they are missing. Nothing that is there is changed.
    /// Safe to run several times at once. `unavailable` if the database was begun with other keys,
    /// or with keys while there are none here: a further node uses those of the first.
    static Status create(Config const& config, Randomness& randomness);

    /// Reads the keys again and uses them from now on. On an error those at hand stay in use.
    Status reload_keys();

    /// `unavailable` if the database does not know the keys in use any more.
    Status check_keys();

    [[nodiscard]] DataFolder const& folder() const { return folder_; }
    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Services& services() { return *services_; }
    [[nodiscard]] Randomness& randomness() { return randomness_; }

private:
    Installation(DataFolder folder, Config const& config)
        : folder_(std::move(folder)), config_(config) {}

    DataFolder folder_;
    Config config_;
    std::optional<FolderLock> lock_;
    SystemRandomness randomness_;
    NumberingPlans numbers_;
    std::mutex keys_mutex_;
    std::shared_ptr<KeyRing const> keys_;  ///< Those in use.
    std::unique_ptr<Store> store_;
    std::unique_ptr<Services> services_;
};

/// The options of the use cases as the configuration has them; the callbacks stay empty.
ServicesOptions services_options(Config const& config);

}  // namespace roomkey
