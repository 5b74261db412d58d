#include "storage/sql/job/jobs.hpp"

#include "base/time_left.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

constexpr char const* shown_row_columns =
    "r.row_no, r.state, r.account, r.reason, r.message, r.settled_at";

auto shown_row_of(JobId const& id) {
    return [&id](Row& row) {
        JobRow found;
        found.job_id = id;
        found.number = row.integer();
        found.state = row.enumeration<JobRowState>();
        found.account = row.text();
        found.reason = row.text();
        found.message = row.text();
        found.settled_at = row.instant();
        return found;
    };
}

constexpr char const* due_by_now = " FROM job j WHERE j.state = 2 AND j.due_at <= $1 ";

/// Those that a clock that ran ahead had in hand. They are due later than in an hour ($2), and
/// either after the last of their rows, by more than that hour ($3), or rows were done before they
/// start.
constexpr char const* due_ahead =
    " FROM job j WHERE j.state = 2 AND j.due_at > $2 AND ((j.started_at <= $1 AND "
    "j.due_at > j.started_at + j.spread + $3) OR (j.started_at > $2 AND j.ready < j.planned)) ";

}  // namespace

Status insert_job(Transaction& tx, Job const& job) {
    static std::string const sql = job_table.insert();
    return tx.run(sql, job_table.values(job));
}

Status update_job(Transaction& tx, Job const& job) {
    static std::string const sql =
        "UPDATE job SET " + job_table.assignments(2) + " WHERE job_id = $1";
    Values values(job.id);
    job_table.add_changing(values, job);
    return tx.run(sql, values);
}

Result<std::optional<Job>> find_job(Reader& reader, Reach const& reach, JobId const& id) {
    static std::string const sql =
        "SELECT " + job_table.columns() + " FROM job j WHERE j.job_id = $1 AND (j.corp_id = $2)";
    auto job = TRY(first_of(reader.query_held(sql, id, reach.corp_id), job_table));
    bool const is_hidden = job && !reach.is_whole() && job->creator_id != reach.holder;
    if (is_hidden) job.reset();
    return job;
}

Result<CorpId> find_corp_of_job(Reader& reader, JobId const& id) {
    auto found = TRY(first_of(reader.query("SELECT corp_id FROM job WHERE job_id = $1", id),
                              [](Row& row) { return row.id<CorpId>(); }));
    return found.value_or(CorpId{});
}

Result<Page<Job>> search_jobs(Reader& reader, Reach const& reach, JobFilter const& filter,
                              PageRequest const& wanted) {
    auto const& state = filter.state;
    std::string conditions = state ? " FROM job j WHERE j.corp_id = $1 AND j.state = $2"
                                   : " FROM job j WHERE j.corp_id = $1 AND $2 IS NULL";
    auto const of = reach.is_whole() ? UserId{} : reach.holder;
    // "(...) IS TRUE": those of one creator are few enough to look at the state of each.
    if (!reach.is_whole() && state) {
        conditions = " FROM job j WHERE j.corp_id = $1 AND (j.state = $2) IS TRUE";
    }
    conditions += reach.is_whole() ? " AND $3 = ''" : " AND j.creator_id = $3";
    // Looked at in each job: those of an enterprise are kept for a month, and few.
    if (filter.has_failed) conditions += " AND j.failed > 0";
    conditions += filter.ended_from ? " AND j.ended_at >= $4" : " AND $4 IS NULL";
    Values values(reach.corp_id, state, of, filter.ended_from);
    Page<Job> page;
    TRY(begin_page(page, wanted, values, reader.query("SELECT count(*)" + conditions, values)));
    page.data = TRY(all_of(reader.query("SELECT " + job_table.columns() + conditions +
                                            " ORDER BY j.created_at DESC, j.job_id "
                                            "LIMIT $5 OFFSET $6",
                                        values),
                           job_table));
    return page;
}

Status insert_job_row(Transaction& tx, JobRow const& row) {
    static std::string const sql = job_row_table.insert();
    return tx.run(sql, job_row_table.values(row));
}

Result<bool> has_job_row(Reader& reader, JobId const& id, std::string const& account) {
    return TRY(reader.integer("SELECT count(*) FROM (SELECT 1 FROM job_row r WHERE r.job_id = $1 "
                              "AND r.account = $2 LIMIT 1) found",
                              id, account)) > 0;
}

Result<Page<JobRow>> search_job_rows(Reader& reader, JobId const& id,
                                     std::optional<JobRowState> state, PageRequest const& wanted) {
    std::string const conditions = state ? " FROM job_row r WHERE r.job_id = $1 AND r.state = $2"
                                         : " FROM job_row r WHERE r.job_id = $1 AND $2 IS NULL";
    Values values(id, state);
    Page<JobRow> page;
    TRY(begin_page(page, wanted, values, reader.query("SELECT count(*)" + conditions, values)));
    page.data = TRY(all_of(reader.query("SELECT " + std::string{shown_row_columns} + conditions +
                                            " ORDER BY r.row_no LIMIT $3 OFFSET $4",
                                        values),
                           shown_row_of(id)));
    return page;
}

Result<std::vector<JobRow>> list_job_rows(Reader& reader, JobId const& id, std::int64_t from,
                                          int count) {
    static std::string const sql = "SELECT " + std::string{shown_row_columns} +
                                   " FROM job_row r WHERE r.job_id = $1 AND r.row_no >= $2 "
                                   "ORDER BY r.row_no LIMIT $3";
    return all_of(reader.query(sql, id, from, count), shown_row_of(id));
}

Result<std::vector<JobRow>> ready_job_rows(Reader& reader, JobId const& id, int count) {
    static std::string const sql = "SELECT " + job_row_table.columns() +
                                   " FROM job_row r WHERE r.job_id = $1 AND r.state = $2 "
                                   "ORDER BY r.row_no LIMIT $3";
    return all_of(reader.query(sql, id, JobRowState::ready, count), job_row_table);
}

Result<std::int64_t> renew_failed_rows(Transaction& tx, JobId const& id) {
    return tx.change(
        "UPDATE job_row SET state = $1, reason = '', message = '', settled_at = 0 "
        "WHERE job_id = $2 AND state = $3",
        JobRowState::ready, id, JobRowState::failed);
}

Result<bool> has_due_job(Reader& reader, Instant now) {
    auto const is_there = [](char const* of) {
        return std::string{"SELECT count(*) FROM (SELECT 1"} + of + "LIMIT 1) found";
    };
    static std::string const by_now = is_there(due_by_now);
    static std::string const ahead = is_there(due_ahead);
    if (TRY(reader.integer(by_now, now)) > 0) return true;
    auto const latest = now + clock_difference_max;
    return TRY(reader.integer(ahead, now, latest, clock_difference_max)) > 0;
}

Result<std::optional<Job>> lease_job(Transaction& tx, Instant now, Instant until) {
    auto const first = [](char const* of) {
        return "SELECT " + job_table.columns() + of + "ORDER BY j.due_at, j.job_id LIMIT 1";
    };
    static std::string const by_now = first(due_by_now);
    static std::string const ahead = first(due_ahead);
    auto const latest = now + clock_difference_max;
    auto job = TRY(first_of(tx.query_unheld(by_now, now), job_table));
    if (!job) {
        job = TRY(first_of(tx.query_unheld(ahead, now, latest, clock_difference_max), job_table));
    }
    if (!job) return job;
    job->due_at = until;
    // It goes on where it stands.
    if (job->started_at > latest) job->started_at += now - next_row_at(*job);
    TRY(tx.run("UPDATE job SET due_at = $1, started_at = $3 WHERE job_id = $2", until, job->id,
               job->started_at));
    return job;
}

Result<bool> settle_job_row(Transaction& tx, JobLease const& lease, JobRow const& row) {
    auto const is_counted = TRY(tx.change("UPDATE job SET ready = ready - 1, "
                                          "done = done + CASE WHEN $1 = 2 THEN 1 ELSE 0 END, "
                                          "failed = failed + CASE WHEN $1 = 3 THEN 1 ELSE 0 END "
                                          "WHERE job_id = $2 AND state = 2 AND due_at = $3",
                                          row.state, lease.id, lease.until)) > 0;
    if (!is_counted) return false;
    return TRY(tx.change("UPDATE job_row SET state = $1, account = $2, sealed_fields = $3, "
                         "reason = $4, message = $5, settled_at = $6 "
                         "WHERE job_id = $7 AND row_no = $8 AND (state = 1) IS TRUE",
                         row.state, row.account, row.sealed_fields, row.reason, row.message,
                         row.settled_at, lease.id, row.number)) > 0;
}

Result<bool> release_job(Transaction& tx, JobLease const& lease, Instant due_at) {
    return TRY(tx.change("UPDATE job SET due_at = $1 WHERE job_id = $2 AND state = 2 "
                         "AND due_at = $3",
                         due_at, lease.id, lease.until)) > 0;
}

Status release_job_leases(Transaction& tx, Instant now) {
    // Not those that wait for their start, or for the next of their spread rows.
    return tx.run(
        "UPDATE job SET due_at = $1 WHERE state = 2 AND due_at > $1 AND (started_at <= $1 AND "
        "spread = 0) IS TRUE",
        now);
}

Result<std::int64_t> prune_jobs(Transaction& tx, Instant now, int rows_max) {
    std::int64_t removed = 0;
    while (removed < rows_max) {
        // What someone holds is in use, or another node prunes it: passed over.
        auto const id =
            TRY(first_of(tx.query_unheld("SELECT j.job_id FROM job j WHERE j.forget_at <= $1 "
                                         "ORDER BY j.forget_at LIMIT 1",
                                         now),
                         [](Row& row) { return row.id<JobId>(); }));
        if (!id) break;
        auto const rows =
            TRY(tx.change("DELETE FROM job_row WHERE row_key IN (SELECT r.row_key FROM job_row r "
                          "WHERE r.job_id = $1 LIMIT $2)",
                          *id, rows_max - removed));
        removed += rows;
        if (removed < rows_max) {
            removed += TRY(tx.change("DELETE FROM job WHERE job_id = $1", *id));
        }
    }
    return removed;
}

Result<bool> end_job(Transaction& tx, JobLease const& lease, std::string const& failure,
                     Instant now) {
    auto const state = failure.empty() ? JobState::finished : JobState::cancelled;
    return TRY(tx.change("UPDATE job SET state = $1, failure = $2, ended_at = $3, forget_at = $4 "
                         "WHERE job_id = $5 AND state = 2 AND due_at = $6",
                         state, failure, now, now + job_kept, lease.id, lease.until)) > 0;
}

}  // namespace roomkey
