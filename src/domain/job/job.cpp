#include "domain/job/job.hpp"

#include <algorithm>

#include "base/names.hpp"

namespace roomkey {
namespace {

constexpr std::pair<JobState, std::string_view> job_state_names[] = {
    {JobState::preparing, "preparing"}, {JobState::draft, "draft"},
    {JobState::running, "running"},     {JobState::finished, "finished"},
    {JobState::cancelled, "cancelled"},
};
static_assert(std::size(job_state_names) == job_states.size());

constexpr std::pair<JobRowState, std::string_view> row_state_names[] = {
    {JobRowState::invalid, "invalid"},
    {JobRowState::ready, "ready"},
    {JobRowState::done, "done"},
    {JobRowState::failed, "failed"},
};
static_assert(std::size(row_state_names) == job_row_states.size());

constexpr std::int64_t milliseconds_per_minute = 60'000;
constexpr std::int64_t milliseconds_per_second = 1'000;

}  // namespace

std::string_view wire_name(JobKind kind) { return name_in(job_kind_names, kind); }
std::string_view wire_name(JobState state) { return name_in(job_state_names, state); }
std::string_view wire_name(JobRowState state) { return name_in(row_state_names, state); }

std::optional<JobKind> job_kind_named(std::string_view name) {
    return value_named<JobKind>(job_kind_names, name);
}
std::optional<JobState> job_state_named(std::string_view name) {
    return value_named<JobState>(job_state_names, name);
}
std::optional<JobRowState> job_row_state_named(std::string_view name) {
    return value_named<JobRowState>(row_state_names, name);
}

bool is_addition_lost(Job const& job, Instant now) {
    return job.state == JobState::preparing &&
           time_left(job.due_at, now, addition_lease) == Duration::zero();
}

JobPace pace_of(Job const& job, Instant now) {
    JobPace pace;
    auto const until = job.ended_at == Instant{} ? now : job.ended_at;
    auto const worked = (until - job.started_at).count();
    if (job.starter.empty() || worked <= 0) return pace;
    pace.rows_per_minute = job.settled() * milliseconds_per_minute / worked;
    if (job.state != JobState::running || job.settled() == 0) return pace;
    // Rows that are late, or not spread, take as long as those before.
    auto const until_end = (job.started_at + job.spread - now).count();
    auto const left = until_end > 0 ? until_end : job.ready * worked / job.settled();
    pace.remaining_s = (left + milliseconds_per_second - 1) / milliseconds_per_second;
    return pace;
}

Duration spread_at(std::int64_t rows, int rate) {
    return rate == 0 ? Duration{} : Duration{rows * milliseconds_per_second / rate};
}

Duration spread_as_before(Job const& job, std::int64_t rows) {
    return job.planned == 0 ? Duration{} : Duration{job.spread.count() * rows / job.planned};
}

Instant next_row_at(Job const& job) {
    if (job.planned == 0) return job.started_at;
    return job.started_at + Duration{job.spread.count() * job.settled() / job.planned};
}

}  // namespace roomkey
