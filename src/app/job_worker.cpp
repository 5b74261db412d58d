#include "app/job_worker.hpp"

#include <algorithm>
#include <chrono>

#include "base/backoff.hpp"
#include "base/guarded.hpp"
#include "base/stop.hpp"

namespace roomkey {

JobWorker::JobWorker(RunJobs const& jobs, Log& log, JobPacing pacing)
    : jobs_(jobs),
      log_(log),
      pacing_(pacing),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void JobWorker::run(std::stop_token const& stop) {
    Backoff backoff(pacing_.back_off, pacing_.back_off_max);
    while (!stop.stop_requested()) {
        auto begun = std::chrono::steady_clock::now();
        auto const pause = [&] {
            auto const taken =
                std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
            bool const is_stopped = is_stopped_within(stop, std::max(taken, pacing_.row_pause));
            begun = std::chrono::steady_clock::now();
            return is_stopped;
        };
        auto const worked = run_guarded([&] { return jobs_.run(pause); });
        if (!worked.ok()) {
            auto const rest = backoff.next();
            log_.write(LogLevel::warning, "job_failed",
                       {{"reason", std::string(reason_name(worked.error().code))},
                        {"detail", worked.error().detail},
                        {"pause_ms", std::to_string(rest.count())}});
            (void)is_stopped_within(stop, rest);
            continue;
        }
        backoff.reset();
        if (!*worked) (void)is_stopped_within(stop, pacing_.poll);
    }
}

}  // namespace roomkey
