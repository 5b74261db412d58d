#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/job/job.hpp"
#include "fields/binding.hpp"
#include "security/token_maker.hpp"
#include "storage/sql/job/jobs.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"
#include "usecase/job/known_job.hpp"
#include "usecase/job/row_fields.hpp"
#include "usecase/job/take_up_rows.hpp"

namespace roomkey {

/// Accounts, or hard terminals, that match a search at this moment.
struct JobSelection {
    std::string text;
    std::string department_code;
    std::optional<bool> with_sub_departments;
    std::vector<UserType> types;
    std::optional<AccountStatus> status;
    std::optional<bool> with_inactive_terminals;
    std::string tag;
    std::string asset_number;
    std::optional<bool> is_online;
    std::optional<ListedState> state;
    std::string model;  ///< Of a hard terminal.
    std::optional<AdminType> admin_type;

    /// Whether it is about something that only terminals have.
    [[nodiscard]] bool is_of_terminals() const {
        return !tag.empty() || !asset_number.empty() || is_online || state || !model.empty();
    }
    [[nodiscard]] bool is_given() const {
        return !text.empty() || !department_code.empty() || with_sub_departments ||
               !types.empty() || status || with_inactive_terminals || admin_type ||
               is_of_terminals();
    }
};

/// What rows are made of.
struct JobRowsRequest {
    std::string csv;  ///< As the spreadsheet saved it; empty: none.
    std::vector<std::string> accounts;
    std::vector<std::string> serial_numbers;
};

struct CreateJobRequest {
    JobKind kind = JobKind::update;
    JobRowsRequest rows;
    JobSelection selection;
    RowDefaults defaults;
};

struct AddJobRowsRequest {
    JobId id;
    JobRowsRequest rows;
    RowDefaults defaults;
};

struct SearchJobsRequest {
    PageRequest page;
    JobFilter filter;
};

struct JobRequest {
    JobId id;
};

struct SearchJobRowsRequest {
    JobId id;
    PageRequest page;
    std::optional<JobRowState> state;
};

struct ExportJobRowsRequest {
    JobId id;
    int from = 1;
    int rows_max = 1'000;
};

struct StartJobRequest {
    JobId id;
    std::optional<Instant> at;  ///< Now if it is absent or past.
    int spread_s = 0;
    int rate = 0;  ///< Rows per second; 0: as fast as it goes.
};

struct RetryJobRequest {
    JobId id;
    std::optional<int> rate;  ///< As in StartJobRequest; empty: the pace that the job had.
};

Fields<CreateJobRequest> create_job_fields();
Fields<AddJobRowsRequest> add_job_rows_fields();
Fields<SearchJobsRequest> search_jobs_fields();
Fields<JobRequest> show_job_fields();
Fields<SearchJobRowsRequest> search_job_rows_fields();
Fields<ExportJobRowsRequest> export_job_rows_fields();
Fields<StartJobRequest> start_job_fields();
Fields<JobRequest> cancel_job_fields();
Fields<RetryJobRequest> retry_job_fields();

struct JobExport {
    std::string csv;
    std::optional<std::int64_t> next_row;  ///< Empty at the end.
};

/// Jobs as administrators see and steer them; `RunJobs` does what they say. Errors: those of the
/// gate, `invalid_parameter`, `job_unknown` for a job that the enterprise does not have, and
/// `job_state_wrong`.
class Jobs {
public:
    Jobs(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens, Sealer const& sealer)
        : gate_(gate), tokens_(tokens), rows_(gate, issue, sealer) {}

    /// A draft with its rows, each checked. What a selection finds is a list from now on. If the
    /// server dies in between, there is no job.
    Result<ShownJob> create(CreateJobRequest const& request, Actor const& actor) const;
    /// All of them, or none if the server dies in between. `unavailable` while another request adds
    /// rows, or for the lease of one that was lost.
    Result<ShownJob> add_rows(AddJobRowsRequest const& request, Actor const& actor) const;

    Result<Page<ShownJob>> search(SearchJobsRequest const& request, Actor const& actor) const;
    Result<ShownJob> show(JobRequest const& request, Actor const& actor) const;
    Result<Page<JobRow>> search_rows(SearchJobRowsRequest const& request, Actor const& actor) const;
    Result<JobExport> export_rows(ExportJobRowsRequest const& request, Actor const& actor) const;

    /// A draft with a row that is ready; it runs on behalf of the actor.
    Result<ShownJob> start(StartJobRequest const& request, Actor const& actor) const;
    /// No row is done after this has returned.
    Result<ShownJob> cancel(JobRequest const& request, Actor const& actor) const;
    /// The failed rows of a finished job, on behalf of the actor.
    Result<ShownJob> retry(RetryJobRequest const& request, Actor const& actor) const;

private:
    Result<std::vector<RowFields>> selected(CreateJobRequest const& request,
                                            Actor const& actor) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    TakeUpRows rows_;
};

}  // namespace roomkey
