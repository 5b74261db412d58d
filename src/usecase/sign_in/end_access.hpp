#pragma once

#include <cstdint>

#include "usecase/gate.hpp"

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
    explicit EndAccess(Gate const& gate) : gate_(gate) {}

    /// With a record for each enterprise.
    Result<EndedAccess> run(AccessToEnd const& wanted) const;
    /// What there is to end.
    Result<LiveAccess> count() const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
