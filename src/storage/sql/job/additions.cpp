#include "storage/sql/job/additions.hpp"

#include <algorithm>

#include "storage/sql/job/jobs.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

/// Those whose time is over, or was begun by a clock that ran ahead. All that are in this state are
/// few, and in an index by their time; none is before the epoch.
constexpr char const* lost_by_now =
    " FROM job j WHERE j.state = 0 AND j.due_at >= 0 AND (j.due_at NOT BETWEEN $1 AND $2) IS TRUE ";

Instant first_end(Instant now) { return now + Duration{1}; }
Instant last_end(Instant now) { return now + addition_lease + clock_difference_max; }

Status count_rows(Reader& reader, Job& job) {
    auto const count = [&](JobRowState state) {
        return reader.integer("SELECT count(*) FROM job_row WHERE job_id = $1 AND state = $2",
                              job.id, state);
    };
    job.ready = TRY(count(JobRowState::ready));
    job.invalid = TRY(count(JobRowState::invalid));
    return Done{};
}

}  // namespace

Result<bool> has_lost_addition(Reader& reader, Instant now) {
    static std::string const sql = std::string{"SELECT count(*) FROM (SELECT 1"} + lost_by_now +
                                   "ORDER BY j.due_at LIMIT 1) found";
    return TRY(reader.integer(sql, first_end(now), last_end(now))) > 0;
}

Result<bool> take_back_rows(Transaction& tx, Instant now, int rows_max) {
    static std::string const sql =
        "SELECT " + job_table.columns() + lost_by_now + "ORDER BY j.due_at LIMIT 1";
    auto job = TRY(first_of(tx.query_unheld(sql, first_end(now), last_end(now)), job_table));
    if (!job) return false;
    TRY(take_back_rows(tx, *std::move(job), rows_max));
    return true;
}

Status take_back_rows(Transaction& tx, Job job, int rows_max) {
    auto const kept = std::max<std::int64_t>(job.kept_rows, 0);
    auto first = std::max(kept + 1, job.rows() - rows_max + 1);
    auto const rows = TRY(list_job_rows(tx, job.id, first, rows_max));
    // Housekeeping removes old rows and leaves the counts: what is not there cannot be counted.
    if (rows.empty()) first = kept + 1;
    for (auto const& row : rows) {
        --(row.state == JobRowState::ready ? job.ready : job.invalid);
    }
    TRY(tx.run("DELETE FROM job_row WHERE job_id = $1 AND row_no >= $2", job.id, first));
    bool const is_done = first == kept + 1;
    if (is_done && job.rows() != kept) TRY(count_rows(tx, job));
    if (is_done && job.kept_rows == no_job_before) {
        return tx.run("DELETE FROM job WHERE job_id = $1", job.id);
    }
    if (is_done) {
        job.state = JobState::draft;
        job.addition.clear();
        job.due_at = {};
    }
    return update_job(tx, job);
}

Status give_up_additions(Transaction& tx, Instant now) {
    return tx.run("UPDATE job SET due_at = $1 WHERE state = 0 AND due_at > $1", now);
}

}  // namespace roomkey
