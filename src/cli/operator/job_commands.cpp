#include "cli/operator/job_commands.hpp"

#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/job_flags.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"
#include "cli/text/table.hpp"
#include "usecase/job/jobs.hpp"

namespace roomkey {
namespace {

std::string moment_or_nothing(Instant moment) {
    return moment == Instant{} ? std::string{} : moment_text(moment);
}

boost::json::object job_json(ShownJob const& shown) {
    auto const& job = shown.job;
    boost::json::object json{
        {"id", job.id.value},
        {"kind", wire_name(job.kind)},
        {"state", wire_name(job.state)},
        {"rows", job.rows()},
        {"ready", job.ready},
        {"done", job.done},
        {"failed", job.failed},
        {"invalid", job.invalid},
        {"rowsPerMinute", shown.pace.rows_per_minute},
        {"failure", job.failure},
        {"creator", job.creator},
        {"starter", job.starter},
        {"createTime", moment_text(job.created_at)},
        {"startTime", moment_or_nothing(job.started_at)},
        {"spread", std::chrono::ceil<std::chrono::seconds>(job.spread).count()},
        {"endTime", moment_or_nothing(job.ended_at)}};
    if (shown.pace.remaining_s) json["remainingSeconds"] = *shown.pace.remaining_s;
    return json;
}

boost::json::object row_json(JobRow const& row) {
    return {{"row", row.number},
            {"account", row.account},
            {"state", wire_name(row.state)},
            {"reason", row.reason},
            {"message", row.message},
            {"settleTime", moment_or_nothing(row.settled_at)}};
}

std::string job_text(ShownJob const& shown) {
    auto const& job = shown.job;
    std::vector<std::pair<std::string, std::string>> fields{
        {"Job", job.id.value},
        {"Kind", std::string(wire_name(job.kind))},
        {"State", std::string(wire_name(job.state))},
        {"Rows", std::to_string(job.rows())},
        {"Ready", std::to_string(job.ready)},
        {"Done", std::to_string(job.done)},
        {"Failed", std::to_string(job.failed)},
        {"Invalid", std::to_string(job.invalid)}};
    if (shown.pace.remaining_s) {
        fields.emplace_back("Seconds left", std::to_string(*shown.pace.remaining_s));
    }
    if (!job.failure.empty()) fields.emplace_back("Cancelled by", job.failure);
    return render_fields(fields);
}

std::string jobs_table(Page<ShownJob> const& page) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& [job, pace] : page.data) {
        rows.push_back({job.id.value, moment_text(job.created_at), std::string(wire_name(job.kind)),
                        std::string(wire_name(job.state)), std::to_string(job.rows()),
                        std::to_string(job.done), std::to_string(job.failed), job.creator});
    }
    return render_table({"ID", "CREATED", "KIND", "STATE", "ROWS", "DONE", "FAILED", "CREATOR"},
                        rows);
}

std::string rows_table(Page<JobRow> const& page) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& row : page.data) {
        rows.push_back({std::to_string(row.number), row.account, std::string(wire_name(row.state)),
                        row.message});
    }
    return render_table({"ROW", "ACCOUNT", "STATE", "MESSAGE"}, rows);
}

void show(Output& output, ShownJob const& job) { output.show(job_json(job), job_text(job)); }

void add_create(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CreateJobFlags>();
    auto& command = *group.add_subcommand(
        "create", "Prepare a job and check its rows; nothing is changed before it is started");
    add_create_flags(command, *flags);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto request = TRY(flags->fields.read());
        if (flags->csv) request.rows.csv = TRY(table_of(*flags->csv, flags->encoding));
        show(output, TRY(services.jobs.create(request, operator_of(corp.id))));
        return Done{};
    });
}

/// A command on one job by a method that takes nothing else.
void add_plain(CLI::App& group, CommandRunner& runner, Fields<JobRequest> rules,
               std::string const& name, std::string const& description,
               Result<ShownJob> (Jobs::*run)(JobRequest const&, Actor const&) const) {
    auto const fields = std::make_shared<FieldFlags<JobRequest>>(rules);
    auto& command = *group.add_subcommand(name, description);
    fields->add(command, "JOB_ID,--id", "id", "Id of the job (see 'job list')")->type_name("");
    runner.operate(command, [fields, run](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(fields->read());
        show(output, TRY((services.jobs.*run)(request, operator_of_job(request.id))));
        return Done{};
    });
}

struct StartFlags {
    FieldFlags<StartJobRequest> fields{start_job_fields()};
    std::optional<std::string> at;
};

void add_start(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<StartFlags>();
    auto& command =
        *group.add_subcommand("start", "Start a draft; a server works on it, as soon as one runs");
    flags->fields.add(command, "JOB_ID,--id", "id", "Id of the job (see 'job list')")
        ->type_name("");
    command.add_option("--at", flags->at, "When, UTC; now if left out")
        ->type_name("TIME")
        ->check(accepts(parse_moment, "2026-03-01 or 2026-03-01T09:30:00Z, in UTC"));
    flags->fields
        .add(command, "--spread", "spread", "Seconds over which the rows are spread evenly")
        ->type_name("SECONDS");
    flags->fields
        .add(command, "--rate", "rate", "Rows per second, on average; 0 is as fast as it goes")
        ->type_name("ROWS");
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto request = TRY(flags->fields.read());
        // The text was checked when the command line was parsed.
        if (flags->at) request.at = parse_moment(*flags->at);
        show(output, TRY(services.jobs.start(request, operator_of_job(request.id))));
        return Done{};
    });
}

void add_retry(CLI::App& group, CommandRunner& runner) {
    auto const fields = std::make_shared<FieldFlags<RetryJobRequest>>(retry_job_fields());
    auto& command = *group.add_subcommand("retry", "Run the failed rows of a job again");
    fields->add(command, "JOB_ID,--id", "id", "Id of the job (see 'job list')")->type_name("");
    fields
        ->add(command, "--rate", "rate",
              "Rows per second, on average; 0 is as fast as it goes; as before if left out")
        ->type_name("ROWS");
    runner.operate(command, [fields](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(fields->read());
        show(output, TRY(services.jobs.retry(request, operator_of_job(request.id))));
        return Done{};
    });
}

struct RowsFlags {
    FieldFlags<SearchJobRowsRequest> fields{search_job_rows_fields()};
    bool is_csv = false;
    std::int64_t offset = 0;
    int limit = 100;
};

/// All rows as a table, part by part.
Result<std::string> whole_table(Jobs const& jobs, JobId const& id) {
    std::string csv;
    ExportJobRowsRequest request{id};
    for (;;) {
        auto const part = TRY(jobs.export_rows(request, operator_of_job(id)));
        csv += part.csv;
        if (!part.next_row) return csv;
        request.from = static_cast<int>(*part.next_row);
    }
}

void add_rows(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<RowsFlags>();
    auto& command = *group.add_subcommand("rows", "List the rows of a job and what became of each");
    flags->fields.add(command, "JOB_ID,--id", "id", "Id of the job (see 'job list')")
        ->type_name("");
    flags->fields.add(command, "--state", "state", "Only these")->type_name("STATE");
    command.add_flag("--csv", flags->is_csv, "All of them, as CSV");
    add_page_flags(command, flags->offset, flags->limit);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto request = TRY(flags->fields.read());
        if (flags->is_csv) {
            auto const csv = TRY(whole_table(services.jobs, request.id));
            output.show({{"csv", csv}}, csv);
            return Done{};
        }
        request.page = {flags->offset, flags->limit};
        auto const page = TRY(services.jobs.search_rows(request, operator_of_job(request.id)));
        output.show(page_json(page, row_json), rows_table(page));
        return Done{};
    });
}

void add_job_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<ListJobsFlags>();
    auto& command = *group.add_subcommand("list", "List the jobs, newest first");
    add_list_flags(command, *flags);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto request = TRY(flags->fields.read());
        request.page = {flags->offset, flags->limit};
        // The text was checked when the command line was parsed.
        if (flags->from) request.filter.ended_from = parse_moment(*flags->from);
        auto const page = TRY(services.jobs.search(request, operator_of(corp.id)));
        output.show(page_json(page, job_json), jobs_table(page));
        return Done{};
    });
}

}  // namespace

void add_job_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand(
        "job", "One operation for many accounts: create, show, rows, start, cancel, retry, list");
    group.require_subcommand(1);
    add_create(group, runner);
    add_plain(group, runner, show_job_fields(), "show", "Show a job", &Jobs::show);
    add_rows(group, runner);
    add_start(group, runner);
    add_plain(group, runner, cancel_job_fields(), "cancel",
              "Cancel a job; what was done stays done", &Jobs::cancel);
    add_retry(group, runner);
    add_job_list(group, runner);
}

}  // namespace roomkey
