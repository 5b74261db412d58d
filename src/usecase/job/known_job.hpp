#pragma once

#include "domain/job/job.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct ShownJob {
    Job job;
    JobPace pace;
};

ShownJob shown(Job job, Instant now);

/// The job, if the enterprise has it and it is in reach; else `job_unknown`.
Result<Job> known_job(Reader& reader, Permit const& permit, JobId const& id);

/// `job_state_wrong`, naming the state.
Error wrong_state(Job const& job);

/// For all changes of an operation but the last.
Actor without_repetition(Actor actor);

}  // namespace roomkey
