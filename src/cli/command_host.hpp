#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "usecase/keys/reseal_values.hpp"
#include "usecase/use_cases.hpp"

namespace roomkey {

/// Where a roomkey installation lives, as the flags say it. What is absent comes from the
/// environment, the configuration file or the built-in default.
struct Place {
    std::optional<std::string> data;      ///< --data: folder of keys, certificate and database.
    std::optional<std::string> database;  ///< --database: postgresql://...
    std::optional<std::string> config;    ///< --config: a TOML file.
};

struct ServeOptions {
    Place place;
    std::optional<std::string> listen;      ///< --listen: HOST:PORT of the API.
    std::optional<std::string> ops_listen;  ///< --ops-listen: HOST:PORT of health and metrics.
};

/// What `init` found and made.
struct Initialised {
    std::optional<CreatedCorp> corp;  ///< The first enterprise, if it was made now.
    /// Set if the database is shared and was initialised before: where it is, without a password.
    /// This node is a further one of that installation now.
    std::string joined;
};

/// What a copy had in it when `restore` took it over, and what of that was ended at once.
struct Restored {
    LiveAccess access;
    EndedAccess ended;
};

/// A table that `copy` took over.
struct CopiedTable {
    std::string name;
    std::int64_t rows = 0;
    std::string digest;  ///< Of all rows, in hex; the same on both sides.
};

/// One thing that `doctor` looked at.
struct Finding {
    std::string subject;  ///< Such as "key file".
    bool is_good = false;
    std::string remark;  ///< What was seen and, if it is not good, what to do.
};

/// A sealing key, and how much it has sealed.
struct KeyFigures {
    int id = 0;
    bool is_current = false;
    bool is_on_ring = true;  ///< False: what it has sealed cannot be opened.
    std::int64_t values = 0;
};
using KeyList = std::vector<KeyFigures>;

/// What the commands need of the program around them. An `Error` is printed as one line: the
/// `detail` of `unavailable` and `internal` is shown, because anyone who runs a command owns the
/// machine; `invalid_field` names the flag or the key.
class CommandHost {
public:
    virtual ~CommandHost() = default;

    /// Makes folder, keys and database, and the first enterprise, where they are missing. An answer
    /// without either: the place was initialised already, and nothing was changed.
    virtual Result<Initialised> initialise(Place const& place, std::string const& corp_name) = 0;

    /// Opens the place, runs `work` once and closes it. Returns the error of either.
    virtual Status with_services(Place const& place,
                                 std::function<Status(UseCases const&)> const& work) = 0;

    /// Serves until the program is asked to stop.
    virtual Status serve(ServeOptions const& options) = 0;
    /// With a file of its own first state, or with the one that is built in.
    virtual Status demo(ServeOptions const& options, std::optional<std::string> const& seed) = 0;

    /// The configuration in force as text, without secrets; an error names the bad key.
    virtual Result<std::string> describe_config(ServeOptions const& options) = 0;
    /// The page of every key that can be set, as Markdown.
    virtual std::string config_reference() = 0;
    /// The catalogue of errors, as the server returns it at /errors.json.
    virtual std::string errors_json() = 0;

    /// Writes a consistent copy of the installation to `target`, which must not exist; with the
    /// secret keys and the certificate, or without.
    virtual Status back_up(Place const& place, std::string const& target, bool with_keys) = 0;
    /// Makes the installation from a copy, and ends what of it is `to_end`; the place must be
    /// empty.
    virtual Result<Restored> restore(Place const& place, std::string const& source,
                                     AccessToEnd const& to_end) = 0;
    virtual Result<std::vector<Finding>> examine(Place const& place) = 0;

    /// Moves the embedded database of the place to the empty PostgreSQL database `target`;
    /// `observe` is notified now and then how many rows of a table have been copied.
    using CopyObserver = std::function<void(std::string const& table, std::int64_t rows)>;
    virtual Result<std::vector<CopiedTable>> copy(Place const& place, std::string const& target,
                                                  CopyObserver const& observe) = 0;

    // The secret keys. `invalid_parameter` names the field "key".
    virtual Result<KeyList> list_keys(Place const& place) = 0;
    /// Returns the id of a new key, which opens but does not seal yet.
    virtual Result<int> add_key(Place const& place) = 0;
    virtual Status use_key(Place const& place, int id) = 0;
    /// Refused while something is sealed with it.
    virtual Status remove_key(Place const& place, int id) = 0;
    /// Reseals everything with the current key; `observe` is notified now and then.
    virtual Result<ResealProgress> reseal_values(Place const& place,
                                                 ResealValues::Observer const& observe) = 0;

    /// Such as "0.1.0 (commit ...)": the version and, after a blank, what was built.
    [[nodiscard]] virtual std::string version() const = 0;

    [[nodiscard]] virtual Clock const& clock() const = 0;

    /// Waits for `pause`, or until the program is asked to stop (SIGTERM, SIGINT); true if it was.
    /// A pause of zero only asks.
    virtual bool wait_for_stop(Duration pause) = 0;
};

}  // namespace roomkey
