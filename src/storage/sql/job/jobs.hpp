#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/job/job.hpp"
#include "storage/store.hpp"

// A running job is worked by whoever leased it: its `due_at` is the end of the lease, by which each
// further change is guarded, so that what a slow worker still has in hand comes to nothing.
namespace roomkey {

/// Where to find, and how to recognise, the job that a worker has leased.
struct JobLease {
    JobId id;
    Instant until{};
};

Status insert_job(Transaction& tx, Job const& job);
/// Saves all that changes; nothing happens if there is no such job.
Status update_job(Transaction& tx, Job const& job);
/// Empty if the enterprise has no such job, or it is out of reach: of departments, only those that
/// their holder created. Within a change it is held until the end.
Result<std::optional<Job>> find_job(Reader& reader, Reach const& reach, JobId const& id);
/// The enterprise of this job; empty if there is none.
Result<CorpId> find_corp_of_job(Reader& reader, JobId const& id);
/// What a list of jobs is narrowed by.
struct JobFilter {
    std::optional<JobState> state{};
    bool has_failed = false;              ///< Only those with rows that failed.
    std::optional<Instant> ended_from{};  ///< Only those that ended then or later.
};
/// Newest first.
Result<Page<Job>> search_jobs(Reader& reader, Reach const& reach, JobFilter const& filter,
                              PageRequest const& page);

Status insert_job_row(Transaction& tx, JobRow const& row);
/// Whether a row of the job is about this account.
Result<bool> has_job_row(Reader& reader, JobId const& id, std::string const& account);
/// In their order, without the fields.
Result<Page<JobRow>> search_job_rows(Reader& reader, JobId const& id,
                                     std::optional<JobRowState> state, PageRequest const& page);
/// So many from this number on, without the fields.
Result<std::vector<JobRow>> list_job_rows(Reader& reader, JobId const& id, std::int64_t from,
                                          int count);
/// The next ones that are ready.
Result<std::vector<JobRow>> ready_job_rows(Reader& reader, JobId const& id, int count);
/// Makes the failed rows ready again; returns how many.
Result<std::int64_t> renew_failed_rows(Transaction& tx, JobId const& id);

/// Whether a job is due: also one that began, if it waits only because a clock ran ahead.
Result<bool> has_due_job(Reader& reader, Instant now);
/// Leases the job that has been due longest, and is not being leased by another node.
Result<std::optional<Job>> lease_job(Transaction& tx, Instant now, Instant until);
/// Settles a row that is ready, as `row` says, and counts it. False if the job is not leased any
/// more, or the row was settled; then nothing may have happened to the row's account either.
Result<bool> settle_job_row(Transaction& tx, JobLease const& lease, JobRow const& row);
/// Ends the lease: the job is due then.
Result<bool> release_job(Transaction& tx, JobLease const& lease, Instant due_at);
/// Makes the jobs due that somebody has leased.
Status release_job_leases(Transaction& tx, Instant now);
/// Removes jobs that are to be forgotten, with their rows, up to so many records; returns how many.
Result<std::int64_t> prune_jobs(Transaction& tx, Instant now, int rows_max);
/// Ends the job as finished or, with a failure, as cancelled.
Result<bool> end_job(Transaction& tx, JobLease const& lease, std::string const& failure,
                     Instant now);

}  // namespace roomkey
