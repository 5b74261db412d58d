#include "usecase/job/jobs.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "domain/job/csv_table.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/job/jobs.hpp"
#include "usecase/device/devices.hpp"
#include "usecase/job/row_kind.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

/// Accounts of a selection that are read at a time.
constexpr int selected_at_a_time = 500;

/// Makes it run on behalf of the actor.
void begin(Job& job, Permit const& permit, Instant at) {
    job.state = JobState::running;
    job.starter = permit.audit.actor;
    job.starter_id = permit.audit.actor_id;
    job.language = permit.reading_language;
    job.message_language = permit.language;
    job.planned = job.ready;
    job.started_at = at;
    job.due_at = at;
    job.ended_at = {};
    job.forget_at = Instant::max();
}

Result<std::vector<RowFields>> rows_of(JobKind kind, JobRowsRequest const& request) {
    std::vector<RowFields> rows;
    if (!request.csv.empty()) rows = TRY(rows_of_table(kind, request.csv));
    auto const add = [&](std::vector<std::string> const& names, bool is_fit,
                         std::string const& field) -> Status {
        if (!names.empty() && !is_fit) return invalid_field(field, Fault::not_allowed);
        for (auto const& name : names) rows.push_back(row_naming(kind, name));
        return Done{};
    };
    TRY(add(request.accounts, row_kind(kind).is_about_accounts(), "accounts"));
    TRY(add(request.serial_numbers, row_kind(kind).is_about_devices(), "serialNumbers"));
    return rows;
}

/// So many of the rows of a request, the first, are of its table.
std::size_t table_rows_of(std::vector<RowFields> const& rows, JobRowsRequest const& request) {
    return rows.size() - request.accounts.size() - request.serial_numbers.size();
}

/// What a selection searches among accounts, or hard terminals.
UserSearch search_of(JobSelection const& selection) {
    UserSearch search;
    search.text = selection.text;
    search.department_code = selection.department_code;
    search.with_sub_departments = selection.with_sub_departments.value_or(true);
    search.types = selection.types;
    if (search.types.empty() && selection.is_of_terminals()) {
        std::copy_if(all_user_types.begin(), all_user_types.end(), std::back_inserter(search.types),
                     is_terminal);
    } else if (search.types.empty()) {
        search.types = {UserType::member};
    }
    search.status = selection.status;
    search.with_inactive_terminals =
        selection.with_inactive_terminals.value_or(selection.is_of_terminals());
    search.tag = selection.tag;
    search.asset_number = selection.asset_number;
    search.is_online = selection.is_online;
    search.state = selection.state;
    search.model = selection.model;
    search.admin_type = selection.admin_type;
    return search;
}

Status check_selection(JobKind kind, JobSelection const& selection) {
    if (row_kind(kind).named_by().empty()) return invalid_field("selection", Fault::not_allowed);
    // Others are not what such a job is about.
    if (row_kind(kind).is_about_devices() && !selection.types.empty()) {
        return invalid_field("selection.userType", Fault::not_allowed);
    }
    return Done{};
}

Status check_count(std::int64_t count, std::string const& field) {
    if (count <= job_rows_max) return Done{};
    return invalid_field(field, Fault::wrong_length, "0.." + std::to_string(job_rows_max));
}

/// A job that takes up rows will be a draft soon, so whoever adds rows is to try again.
Status require_draft(Job const& job) {
    if (job.state == JobState::preparing) return unavailable("another request adds rows");
    return job.state == JobState::draft ? Status(Done{}) : Status(wrong_state(job));
}

/// A change of a job that the enterprise has.
template <class Work>
Result<ShownJob> change_job(Gate const& gate, Operation const& operation, JobId const& id,
                            Actor const& actor, Work const& work) {
    return gate.change(actor, operation, {{}, id.value}, [&](Change& change) -> Result<ShownJob> {
        auto job = TRY(known_job(change.transaction, change.permit, id));
        TRY(change.permit.require(*row_kind(job.kind).operation));
        TRY(work(change, job));
        TRY(update_job(change.transaction, job));
        change.about({}, job.id.value + ' ' + std::string(wire_name(job.kind)));
        return shown(std::move(job), change.permit.now);
    });
}

}  // namespace

Result<ShownJob> Jobs::create(CreateJobRequest const& request, Actor const& actor) const {
    constexpr auto const& operation = operations::create_job;
    TRY(gate_.begin_repetition(actor, operation));
    auto rows = TRY(gate_.ahead(actor, operation, {},
                                [&](Permit const& permit) -> Result<std::vector<RowFields>> {
                                    TRY(permit.require(*row_kind(request.kind).operation));
                                    return rows_of(request.kind, request.rows);
                                }));
    auto const table_rows = table_rows_of(rows, request.rows);
    if (request.selection.is_given()) {
        TRY(check_selection(request.kind, request.selection));
        auto found = TRY(selected(request, actor));
        std::move(found.begin(), found.end(), std::back_inserter(rows));
    }
    TRY(check_count(std::ssize(rows), "csv"));
    for (auto& row : rows) add_defaults(request.kind, request.defaults, row);

    Job job;
    job.id = JobId{tokens_.id()};
    job.kind = request.kind;
    job.state = JobState::draft;
    job.kept_rows = no_job_before;
    Addition const addition{job.id, job.kind,     rows,       operation,
                            actor,  tokens_.id(), table_rows, request.defaults.department_code};
    auto const maker = rows.empty() ? actor : without_repetition(actor);
    auto made = gate_.change(maker, operation, {}, [&](Change& change) -> Result<ShownJob> {
        auto const& permit = change.permit;
        job.corp_id = permit.corp.id;
        job.creator_id = permit.audit.actor_id;
        job.language = permit.reading_language;
        job.message_language = permit.language;
        job.creator = permit.audit.actor;
        job.created_at = permit.now;
        job.forget_at = permit.now + job_kept;
        if (rows.empty()) {
            change.about({}, job.id.value + ' ' + std::string(wire_name(job.kind)));
        } else {
            TakeUpRows::begin(job, addition, permit.now);
            change.skip_record();
        }
        TRY(insert_job(change.transaction, job));
        return shown(job, permit.now);
    });
    if (rows.empty()) return made;
    return rows_.run(addition, made.ok() ? Status(Done{}) : Status(made.error()));
}

Result<ShownJob> Jobs::add_rows(AddJobRowsRequest const& request, Actor const& actor) const {
    constexpr auto const& operation = operations::add_job_rows;
    TRY(gate_.begin_repetition(actor, operation));
    TRY(rows_.clear(request.id, operation, actor));
    auto const draft = TRY(gate_.read(actor, operation, [&](Reader& reader, Permit const& permit) {
        return known_job(reader, permit, request.id);
    }));
    TRY(require_draft(draft));
    auto rows = TRY(gate_.ahead(actor, operation, {}, [&](Permit const& /*permit*/) {
        return rows_of(draft.kind, request.rows);
    }));
    auto const table_rows = table_rows_of(rows, request.rows);
    for (auto& row : rows) add_defaults(draft.kind, request.defaults, row);
    Addition const addition{request.id, draft.kind,   rows,       operation,
                            actor,      tokens_.id(), table_rows, request.defaults.department_code};
    auto const begin_addition = [&](Change& change, Job& job) -> Status {
        TRY(require_draft(job));
        TRY(check_count(job.rows() + std::ssize(rows), "csv"));
        job.kept_rows = job.rows();
        TakeUpRows::begin(job, addition, change.permit.now);
        change.skip_record();
        return Done{};
    };
    auto const begun =
        change_job(gate_, operation, request.id, without_repetition(actor), begin_addition);
    return rows_.run(addition, begun.ok() ? Status(Done{}) : Status(begun.error()));
}

Result<std::vector<RowFields>> Jobs::selected(CreateJobRequest const& request,
                                              Actor const& actor) const {
    bool const is_of_devices = row_kind(request.kind).is_about_devices();
    auto const wanted = search_of(request.selection);
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<std::vector<RowFields>> {
        auto search = listed(is_of_devices ? hard_terminals(wanted) : wanted, permit);
        search.page.limit = selected_at_a_time;
        std::vector<RowFields> rows;
        // One snapshot for all pages. Beyond the end the last page comes again.
        for (;;) {
            search.page.offset = std::ssize(rows);
            auto const page = TRY(search_users(reader, search));
            if (page.data.empty() || page.offset != search.page.offset) return rows;
            for (auto const& row : page.data) {
                auto const& user = row.user;
                rows.push_back(
                    row_naming(request.kind, is_of_devices ? user.serial_number : user.account));
            }
            TRY(check_count(std::ssize(rows), "selection"));
            if (std::ssize(page.data) < selected_at_a_time) return rows;
        }
    };
    return gate_.read(actor, operations::create_job, work);
}

Result<Page<ShownJob>> Jobs::search(SearchJobsRequest const& request, Actor const& actor) const {
    return gate_.read(
        actor, operations::search_jobs,
        [&](Reader& reader, Permit const& permit) -> Result<Page<ShownJob>> {
            auto jobs = TRY(search_jobs(reader, permit.reach(), request.filter, request.page));
            Page<ShownJob> page{jobs.offset, jobs.limit, jobs.count, {}};
            for (auto& job : jobs.data) page.data.push_back(shown(std::move(job), permit.now));
            return page;
        });
}

Result<ShownJob> Jobs::show(JobRequest const& request, Actor const& actor) const {
    return gate_.read(actor, operations::show_job,
                      [&](Reader& reader, Permit const& permit) -> Result<ShownJob> {
                          return shown(TRY(known_job(reader, permit, request.id)), permit.now);
                      });
}

Result<Page<JobRow>> Jobs::search_rows(SearchJobRowsRequest const& request,
                                       Actor const& actor) const {
    return gate_.read(actor, operations::search_job_rows,
                      [&](Reader& reader, Permit const& permit) -> Result<Page<JobRow>> {
                          TRY(known_job(reader, permit, request.id));
                          return search_job_rows(reader, request.id, request.state, request.page);
                      });
}

Result<JobExport> Jobs::export_rows(ExportJobRowsRequest const& request, Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<JobExport> {
        auto const job = TRY(known_job(reader, permit, request.id));
        JobExport part;
        if (request.from == 1) {
            std::string const name{row_kind(job.kind).shown_by()};
            part.csv = csv_line({"row", name, "state", "reason", "message"});
        }
        for (auto const& row : TRY(list_job_rows(reader, job.id, request.from, request.rows_max))) {
            part.csv += csv_line({std::to_string(row.number), row.account,
                                  std::string(wire_name(row.state)), row.reason, row.message});
        }
        auto const next = std::int64_t{request.from} + request.rows_max;
        if (next <= job.rows()) part.next_row = next;
        return part;
    };
    return gate_.read(actor, operations::export_job_rows, work);
}

Result<ShownJob> Jobs::start(StartJobRequest const& request, Actor const& actor) const {
    return change_job(gate_, operations::start_job, request.id, actor,
                      [&](Change& change, Job& job) -> Status {
                          bool const is_fit = job.state == JobState::draft && job.ready > 0;
                          if (!is_fit) return wrong_state(job);
                          auto const now = change.permit.now;
                          begin(job, change.permit, std::max(now, request.at.value_or(now)));
                          job.spread = std::max(Duration{std::chrono::seconds{request.spread_s}},
                                                spread_at(job.ready, request.rate));
                          return Done{};
                      });
}

Result<ShownJob> Jobs::cancel(JobRequest const& request, Actor const& actor) const {
    return change_job(gate_, operations::cancel_job, request.id, actor,
                      [](Change& change, Job& job) -> Status {
                          bool const has_ended =
                              job.state == JobState::finished || job.state == JobState::cancelled;
                          if (has_ended) return wrong_state(job);
                          job.state = JobState::cancelled;
                          job.ended_at = change.permit.now;
                          job.forget_at = change.permit.now + job_kept;
                          return Done{};
                      });
}

Result<ShownJob> Jobs::retry(RetryJobRequest const& request, Actor const& actor) const {
    return change_job(gate_, operations::retry_job, request.id, actor,
                      [&](Change& change, Job& job) -> Status {
                          bool const is_fit = job.state == JobState::finished && job.failed > 0;
                          if (!is_fit) return wrong_state(job);
                          job.ready = TRY(renew_failed_rows(change.transaction, job.id));
                          job.failed = 0;
                          job.spread = request.rate ? spread_at(job.ready, *request.rate)
                                                    : spread_as_before(job, job.ready);
                          begin(job, change.permit, change.permit.now);
                          return Done{};
                      });
}

}  // namespace roomkey
