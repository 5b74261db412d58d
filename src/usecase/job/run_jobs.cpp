#include "usecase/job/run_jobs.hpp"

#include <algorithm>
#include <utility>

#include "domain/error/problem_message.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/job/additions.hpp"

namespace roomkey {
namespace {

JobTurn turn_of(Job const& job) { return {job.id, job.corp_id, job.starter_id, job.starter, {}}; }

Error lost() { return unavailable("the job was cancelled, or another worker has it"); }

/// That the starter may not do this any more; or, of a row, that this account is not theirs to
/// change.
bool is_of_starter(Error const& error) {
    return error.code == ErrorCode::not_permitted || error.code == ErrorCode::corp_unknown;
}

/// The account that a row is about; empty if no hard terminal has its serial number any more.
Result<std::string> account_of(Reader& reader, Job const& job, JobRow const& row) {
    if (!row_kind(job.kind).is_about_devices()) return row.account;
    auto const user = TRY(find_user_by_serial_number(reader, job.corp_id, row.account));
    return user ? user->account : std::string{};
}

}  // namespace

Result<bool> RunJobs::run(Pause const& pause) const {
    auto const now = clock_.now();
    if (TRY(take_back(now))) return true;
    bool const is_due = TRY(store_.read([&](Reader& reader) { return has_due_job(reader, now); }));
    if (!is_due) return false;
    JobLease lease{{}, now + options_.lease};
    auto job = TRY(store_.write([&](Transaction& tx) { return lease_job(tx, now, lease.until); }));
    if (!job) return false;
    lease.id = job->id;
    auto const worked = work(*job, lease, pause);
    if (worked.ok()) {
        TRY(end_lease(*job, lease));
        return true;
    }
    auto const& error = worked.error();
    bool const was_held = TRY(store_.write([&](Transaction& tx) -> Result<bool> {
        if (!is_of_starter(error)) {
            return release_job(tx, lease, clock_.now() + options_.back_off);
        }
        return end_job(tx, lease, std::string(reason_name(error.code)), clock_.now());
    }));
    // Cancelled, or another's: no fault of the database.
    if (is_of_starter(error) || !was_held) return true;
    return error;
}

Result<bool> RunJobs::take_back(Instant now) const {
    bool const is_there =
        TRY(store_.read([&](Reader& reader) { return has_lost_addition(reader, now); }));
    if (!is_there) return false;
    return store_.write(
        [&](Transaction& tx) { return take_back_rows(tx, now, options_.taken_back_at_a_time); });
}

Status RunJobs::work(Job& job, JobLease const& lease, Pause const& pause) const {
    // Before the first row, so that an administrator without the role does not even fail rows.
    auto const turn = turn_of(job);
    TRY(gate_.check(job_actor(turn, job.message_language), *row_kind(job.kind).operation));
    auto const rows = TRY(store_.read(
        [&](Reader& reader) { return ready_job_rows(reader, job.id, options_.batch); }));
    for (auto const& row : rows) {
        // What is begun close to the end of the lease might be overtaken.
        bool const is_in_time = clock_.now() < lease.until - options_.lease / 2;
        if (next_row_at(job) > clock_.now() || !is_in_time) break;
        TRY(do_row(job, lease, row));
        --job.ready;
        if (pause()) break;
    }
    return Done{};
}

Status RunJobs::do_row(Job const& job, JobLease const& lease, JobRow const& row) const {
    auto turn = turn_of(job);
    turn.mark = [&](Transaction& tx, std::string const& account) -> Status {
        auto done = row;
        done.state = JobRowState::done;
        if (done.account.empty()) done.account = account;
        done.sealed_fields.clear();
        done.settled_at = clock_.now();
        if (!TRY(settle_job_row(tx, lease, done))) return lost();
        return Done{};
    };
    auto const context = row_context(job.id, row.number);
    auto const fields = sealer_.open(SealPurpose::job_row, context, row.sealed_fields);
    auto const status = fields.ok() ? work_.run(job.kind, unpacked(fields->reveal()),
                                                job_actor(turn, job.message_language))
                                    : Status(fields.error());
    if (status.ok()) return Done{};
    auto const& error = status.error();
    if (error.code == ErrorCode::unavailable) return error;
    if (is_of_starter(error)) {
        TRY(gate_.check(job_actor(turn_of(job), job.message_language),
                        *row_kind(job.kind).operation));
    }
    return settle_refused(job, lease, row, error);
}

Status RunJobs::settle_refused(Job const& job, JobLease const& lease, JobRow row,
                               Error const& error) const {
    row.state = JobRowState::failed;
    row.reason = reason_name(error.code);
    row.message = problem_message(error, job.language);
    row.settled_at = clock_.now();
    auto const turn = turn_of(job);
    return store_.write([&](Transaction& tx) -> Status {
        auto const account = TRY(account_of(tx, job, row));
        TRY(insert_audit(tx,
                         gate_.refusal_of(error, turn, *row_kind(job.kind).operation, account)));
        if (!TRY(settle_job_row(tx, lease, row))) return lost();
        return Done{};
    });
}

Status RunJobs::end_lease(Job const& job, JobLease const& lease) const {
    auto const now = clock_.now();
    TRY(store_.write([&](Transaction& tx) -> Result<bool> {
        if (job.ready == 0) return end_job(tx, lease, {}, now);
        return release_job(tx, lease, std::max(now, next_row_at(job)));
    }));
    return Done{};
}

}  // namespace roomkey
