#include "usecase/job/known_job.hpp"

#include <utility>

#include "storage/sql/job/jobs.hpp"

namespace roomkey {

ShownJob shown(Job job, Instant now) {
    auto const pace = pace_of(job, now);
    return {std::move(job), pace};
}

Result<Job> known_job(Reader& reader, Permit const& permit, JobId const& id) {
    auto job = TRY(find_job(reader, permit.reach(), id));
    if (!job) return refusal_about(ErrorCode::job_unknown, id.value);
    return *std::move(job);
}

Error wrong_state(Job const& job) {
    return refusal_about(ErrorCode::job_state_wrong, std::string(wire_name(job.state)));
}

Actor without_repetition(Actor actor) {
    actor.repetition = nullptr;
    return actor;
}

}  // namespace roomkey
