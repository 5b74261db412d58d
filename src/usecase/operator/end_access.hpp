#pragma once

#include <cstdint>

#include "base/clock.hpp"
#include "storage/store.hpp"

namespace roomkey {

struct AccessToEnd {
    bool sessions = false;  ///< All sign-ins, with their access and refresh tokens.
    bool bindings = false;  ///< All terminals are unbound, as by a reset.
};

struct EndedAccess {
    std::int64_t sessions = 0;
    std::int64_t bindings = 0;
};

/// Ends what may act on the database, over all enterprises: for one that was put back to an older
/// state, where what was ended since lives again.
class EndAccess {
public:
    EndAccess(Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    /// With a record for each enterprise.
    Result<EndedAccess> run(AccessToEnd const& wanted);
    /// What there is to end.
    Result<LiveAccess> count();

private:
    Store& store_;
    Clock const& clock_;
};

}  // namespace roomkey
