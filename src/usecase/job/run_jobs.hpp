#pragma once

#include <functional>

#include "base/clock.hpp"
#include "security/sealer.hpp"
#include "storage/sql/job/jobs.hpp"
#include "usecase/gate.hpp"
#include "usecase/job/row_work.hpp"

namespace roomkey {

struct RunJobsOptions {
    int batch = 20;  ///< Rows under one lease.
    Duration lease = std::chrono::seconds{30};
    /// Until a job is looked at again whose row the database could not do.
    Duration back_off = std::chrono::seconds{5};
    int taken_back_at_a_time = 1'000;  ///< Rows of a lost request.
};

/// Does what running jobs say, a batch of rows at a time. Any number of workers, of any number of
/// nodes, may do so at once: one of them has a job leased, and a row's change commits together with
/// the mark that it was done, or not at all.
class RunJobs {
public:
    RunJobs(Store& store, Clock const& clock, Gate const& gate, Sealer const& sealer,
            RowWork const& work, RunJobsOptions options = {})
        : store_(store),
          clock_(clock),
          gate_(gate),
          sealer_(sealer),
          work_(work),
          options_(options) {}

    /// Called after each row; true: the batch ends here.
    using Pause = std::function<bool()>;

    /// Works on the job that has been due longest; false if none is due. Before, takes back what
    /// lost requests have left. `unavailable` if the database could not do a row, which is done
    /// later.
    Result<bool> run(Pause const& pause) const;

private:
    Result<bool> take_back(Instant now) const;
    Status work(Job& job, JobLease const& lease, Pause const& pause) const;
    Status do_row(Job const& job, JobLease const& lease, JobRow const& row) const;
    Status settle_refused(Job const& job, JobLease const& lease, JobRow row,
                          Error const& error) const;
    Status end_lease(Job const& job, JobLease const& lease) const;

    Store& store_;
    Clock const& clock_;
    Gate const& gate_;
    Sealer const& sealer_;
    RowWork const& work_;
    RunJobsOptions options_;
};

}  // namespace roomkey
