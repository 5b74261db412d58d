#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "storage/store.hpp"
#include "usecase/delivery/claim_notices.hpp"

namespace roomkey {

/// Ends the leases that an earlier run of this server held when it was killed: those of messages
/// and, if it is the only server of its database, of jobs and of requests that added rows. They run
/// out by themselves within minutes, so an error, such as a database that is lost at this moment,
/// is logged and no more.
void end_earlier_leases(Store& store, ClaimNotices const& claims, bool is_only_server,
                        Clock const& clock, Log& log);

}  // namespace roomkey
