#include "app/installation/earlier_leases.hpp"

#include <string>

#include "storage/sql/job/additions.hpp"
#include "storage/sql/job/jobs.hpp"

namespace roomkey {

void end_earlier_leases(Store& store, ClaimNotices const& claims, bool is_only_server,
                        Clock const& clock, Log& log) {
    auto status = claims.release_own();
    if (status.ok() && is_only_server) {
        status = store.write([&](Transaction& tx) -> Status {
            TRY(give_up_additions(tx, clock.now()));
            return release_job_leases(tx, clock.now());
        });
    }
    if (status.ok()) return;
    log.write(LogLevel::warning, "leases_not_ended",
              {{"reason", std::string(reason_name(status.error().code))},
               {"detail", status.error().detail}});
}

}  // namespace roomkey
