#include "fields/operation_rules.hpp"
#include "usecase/job/jobs.hpp"

namespace roomkey {
namespace {

using Create = CreateJobRequest;
constexpr auto chosen = &Create::selection;
constexpr auto new_job = bind<Create>(
    rules::create_job,
    {ignored("Idempotency-Key"),
     converted<job_kind_named, &Create::kind>("kind"),
     field<&Create::rows, &JobRowsRequest::csv>("csv"),
     field<&Create::rows, &JobRowsRequest::accounts>("accounts"),
     field<&Create::rows, &JobRowsRequest::serial_numbers>("serialNumbers"),
     field<chosen, &JobSelection::text>("selection.searchKey"),
     field<chosen, &JobSelection::department_code>("selection.deptCode"),
     field<chosen, &JobSelection::with_sub_departments>("selection.enableSubDept"),
     field<chosen, &JobSelection::types>("selection.userType"),
     field<chosen, &JobSelection::status>("selection.status"),
     field<chosen, &JobSelection::with_inactive_terminals>("selection.containsUnActive"),
     field<chosen, &JobSelection::tag>("selection.tag"),
     field<chosen, &JobSelection::asset_number>("selection.assetNumber"),
     field<chosen, &JobSelection::is_online>("selection.online"),
     converted<listed_state_named, chosen, &JobSelection::state>("selection.state"),
     field<chosen, &JobSelection::model>("selection.model"),
     field<chosen, &JobSelection::admin_type>("selection.adminType"),
     field<&Create::defaults, &RowDefaults::department_code>("deptCode"),
     field<&Create::defaults, &RowDefaults::country>("country"),
     field<&Create::defaults, &RowDefaults::email>("emailAddr"),
     field<&Create::defaults, &RowDefaults::added_tags>("tagsAdd"),
     field<&Create::defaults, &RowDefaults::removed_tags>("tagsRemove")});

using Add = AddJobRowsRequest;
constexpr auto more_rows = bind<Add>(
    rules::add_job_rows, {ignored("Idempotency-Key"), field<&Add::id>("id"),
                          field<&Add::rows, &JobRowsRequest::csv>("csv"),
                          field<&Add::rows, &JobRowsRequest::accounts>("accounts"),
                          field<&Add::rows, &JobRowsRequest::serial_numbers>("serialNumbers"),
                          field<&Add::defaults, &RowDefaults::department_code>("deptCode"),
                          field<&Add::defaults, &RowDefaults::country>("country"),
                          field<&Add::defaults, &RowDefaults::email>("emailAddr"),
                          field<&Add::defaults, &RowDefaults::added_tags>("tagsAdd"),
                          field<&Add::defaults, &RowDefaults::removed_tags>("tagsRemove")});

using Search = SearchJobsRequest;
constexpr auto listed_jobs = bind<Search>(
    rules::search_jobs,
    {field<&Search::page, &PageRequest::offset>("offset"),
     field<&Search::page, &PageRequest::limit>("limit"),
     converted<job_state_named, &Search::filter, &JobFilter::state>("state"),
     field<&Search::filter, &JobFilter::has_failed>("failed"),
     converted<from_unix_milliseconds, &Search::filter, &JobFilter::ended_from>("from")});

using SearchRows = SearchJobRowsRequest;
constexpr auto listed_rows = bind<SearchRows>(
    rules::search_job_rows,
    {field<&SearchRows::id>("id"), field<&SearchRows::page, &PageRequest::offset>("offset"),
     field<&SearchRows::page, &PageRequest::limit>("limit"),
     converted<job_row_state_named, &SearchRows::state>("state")});

using Export = ExportJobRowsRequest;
constexpr auto exported_rows =
    bind<Export>(rules::export_job_rows, {field<&Export::id>("id"), field<&Export::from>("fromRow"),
                                          field<&Export::rows_max>("maxRows")});

using Start = StartJobRequest;
constexpr auto started_job =
    bind<Start>(rules::start_job, {ignored("Idempotency-Key"), field<&Start::id>("id"),
                                   converted<from_unix_milliseconds, &Start::at>("startTime"),
                                   field<&Start::spread_s>("spread"), field<&Start::rate>("rate")});

constexpr auto shown_job = bind<JobRequest>(rules::show_job, {field<&JobRequest::id>("id")});
constexpr auto cancelled_job = bind<JobRequest>(rules::cancel_job, {field<&JobRequest::id>("id")});

using Retry = RetryJobRequest;
constexpr auto retried_job =
    bind<Retry>(rules::retry_job,
                {ignored("Idempotency-Key"), field<&Retry::id>("id"), field<&Retry::rate>("rate")});

}  // namespace

Fields<CreateJobRequest> create_job_fields() { return new_job; }
Fields<AddJobRowsRequest> add_job_rows_fields() { return more_rows; }
Fields<SearchJobsRequest> search_jobs_fields() { return listed_jobs; }
Fields<JobRequest> show_job_fields() { return shown_job; }
Fields<SearchJobRowsRequest> search_job_rows_fields() { return listed_rows; }
Fields<ExportJobRowsRequest> export_job_rows_fields() { return exported_rows; }
Fields<StartJobRequest> start_job_fields() { return started_job; }
Fields<JobRequest> cancel_job_fields() { return cancelled_job; }
Fields<RetryJobRequest> retry_job_fields() { return retried_job; }

}  // namespace roomkey
