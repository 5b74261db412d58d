#pragma once

#include <thread>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "usecase/job/run_jobs.hpp"

namespace roomkey {

struct JobPacing {
    /// How often running jobs are looked for.
    Duration poll = std::chrono::milliseconds{500};
    /// The least pause after each row; a row that took longer is followed by as long a pause, so
    /// that jobs take at most half of what one thread gets.
    Duration row_pause = std::chrono::milliseconds{10};
    /// The first pause after an error of the store; doubling up to the second one.
    Duration back_off = std::chrono::seconds{1};
    Duration back_off_max = std::chrono::seconds{30};
};

/// Runs the jobs that are due, on a thread of its own.
class JobWorker {
public:
    JobWorker(RunJobs const& jobs, Log& log, JobPacing pacing = {});
    JobWorker(JobWorker const&) = delete;
    JobWorker& operator=(JobWorker const&) = delete;

    /// No further row is begun; does not wait.
    void request_stop() { thread_.request_stop(); }

private:
    void run(std::stop_token const& stop);

    RunJobs const& jobs_;
    Log& log_;
    JobPacing pacing_;
    std::jthread thread_;
};

}  // namespace roomkey
