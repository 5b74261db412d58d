#include "usecase/job/take_up_rows.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/error/problem_message.hpp"
#include "storage/sql/job/additions.hpp"
#include "storage/sql/job/jobs.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/job/row_check.hpp"
#include "usecase/job/row_kind.hpp"

namespace roomkey {
namespace {

/// Rows that are checked, and then inserted, in one transaction.
constexpr std::size_t rows_at_a_time = 200;
/// Rows that are taken back in one.
constexpr int taken_back_at_a_time = 1'000;

/// The job, if it is still this addition's.
Result<Job> own_job(Change& change, Addition const& addition) {
    auto job = TRY(find_job(change.transaction, change.permit.reach(), addition.id));
    if (job && job->state == JobState::cancelled) return wrong_state(*job);
    if (!job || job->addition != addition.name) {
        return unavailable("the rows were taken back: another server took the request for lost");
    }
    return *std::move(job);
}

}  // namespace

void TakeUpRows::begin(Job& job, Addition const& addition, Instant now) {
    job.state = JobState::preparing;
    job.addition = addition.name;
    job.due_at = now + addition_lease;
    job.forget_at = now + job_kept;
}

Result<ShownJob> TakeUpRows::run(Addition const& addition, Status const& begun) const {
    auto filled = begun.ok() ? fill(addition) : Result<ShownJob>(begun.error());
    // Only what is no refusal, which would be recorded again; the others are lost in due course.
    bool const is_broken = !filled.ok() && !Gate::is_recorded(filled.error());
    if (is_broken) give_up(addition);
    return filled;
}

Result<ShownJob> TakeUpRows::fill(Addition const& addition) const {
    auto const& id = addition.id;
    auto const& rows = addition.rows;
    for (std::size_t begin = 0;; begin += rows_at_a_time) {
        auto const end = std::min(rows.size(), begin + rows_at_a_time);
        auto batch = begin < end ? TRY(checked(addition, begin, end)) : std::vector<JobRow>{};
        bool const is_last = end == rows.size();
        auto const actor = is_last ? addition.actor : without_repetition(addition.actor);
        auto filled = TRY(
            gate_.change(actor, addition.operation, {}, [&](Change& change) -> Result<ShownJob> {
                auto& tx = change.transaction;
                auto job = TRY(own_job(change, addition));
                for (std::size_t i = 0; i < batch.size(); ++i) {
                    auto& row = batch[i];
                    row.number = job.rows() + 1;
                    ++(row.state == JobRowState::ready ? job.ready : job.invalid);
                    if (row.state == JobRowState::ready) {
                        row.sealed_fields =
                            sealer_.seal(SealPurpose::job_row, row_context(id, row.number),
                                         Secret(packed(rows[begin + i])));
                    }
                    TRY(insert_job_row(tx, row));
                }
                job.due_at = change.permit.now + addition_lease;
                if (is_last) {
                    job.state = JobState::draft;
                    job.addition.clear();
                    job.due_at = {};
                    change.about({}, id.value + ' ' + std::string(wire_name(job.kind)));
                } else {
                    change.skip_record();
                }
                TRY(update_job(tx, job));
                return shown(std::move(job), change.permit.now);
            }));
        if (is_last) return filled;
    }
}

Result<std::vector<JobRow>> TakeUpRows::checked(Addition const& addition, std::size_t begin,
                                                std::size_t end) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<std::vector<JobRow>> {
        RowCheck check(reader, permit, issue_, addition.kind);
        std::string const name{row_kind(addition.kind).shown_by()};
        std::set<std::string> named;
        std::vector<JobRow> rows;
        for (auto i = begin; i < end; ++i) {
            auto const& fields = addition.rows[i];
            JobRow row;
            row.job_id = addition.id;
            row.account = text_of(fields, name);
            auto status = check.run(fields, {i < addition.table_rows, addition.department});
            bool const is_named = status.ok() && !row.account.empty();
            if (is_named && (!named.insert(row.account).second ||
                             TRY(has_job_row(reader, addition.id, row.account)))) {
                status = invalid_field(name, Fault::duplicated);
            }
            if (!status.ok()) {
                auto const& error = status.error();
                if (error.code == ErrorCode::unavailable) return error;
                row.state = JobRowState::invalid;
                row.account = readable(row.account);
                row.reason = reason_name(error.code);
                row.message = problem_message(error, permit.reading_language);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    };
    return gate_.read(addition.actor, addition.operation, work);
}

void TakeUpRows::give_up(Addition const& addition) const {
    // So that whoever repeats the request need not wait. If it fails as well, they wait.
    auto const status = gate_.change(
        without_repetition(addition.actor), addition.operation, {}, [&](Change& change) -> Status {
            change.skip_record();
            auto job = TRY(find_job(change.transaction, change.permit.reach(), addition.id));
            if (!job || job->addition != addition.name) return Done{};
            job->due_at = {};
            return update_job(change.transaction, *job);
        });
    (void)status.ok();
}

Status TakeUpRows::clear(JobId const& id, Operation const& operation, Actor const& actor) const {
    bool is_lost = true;
    while (is_lost) {
        is_lost = TRY(
            gate_.read(actor, operation, [&](Reader& reader, Permit const& permit) -> Result<bool> {
                return is_addition_lost(TRY(known_job(reader, permit, id)), permit.now);
            }));
        if (!is_lost) break;
        TRY(gate_.change(without_repetition(actor), operation, {}, [&](Change& change) -> Status {
            change.skip_record();
            auto job = TRY(known_job(change.transaction, change.permit, id));
            if (!is_addition_lost(job, change.permit.now)) return Done{};
            return take_back_rows(change.transaction, std::move(job), taken_back_at_a_time);
        }));
    }
    return Done{};
}

}  // namespace roomkey
