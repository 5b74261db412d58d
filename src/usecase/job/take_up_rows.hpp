#pragma once

#include <string>
#include <vector>

#include "security/sealer.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"
#include "usecase/job/known_job.hpp"
#include "usecase/job/row_fields.hpp"

namespace roomkey {

/// Rows on their way into a job.
struct Addition {
    JobId id;
    JobKind kind;
    std::vector<RowFields> const& rows;
    Operation const& operation;
    Actor const& actor;
    std::string name;               ///< Its own; a repeated request has another.
    std::size_t table_rows = 0;     ///< So many of the rows, the first, are of a table.
    std::string const& department;  ///< Of rows that say none.
};

/// Checks the rows of a request and puts them into a job that is `preparing`, a part at a time. The
/// job is the request's for as long as it bears its name; if the request is lost, others take the
/// rows back, and what a slow server still has in hand comes to nothing.
class TakeUpRows {
public:
    TakeUpRows(Gate const& gate, CodeIssue const& issue, Sealer const& sealer)
        : gate_(gate), issue_(issue), sealer_(sealer) {}

    /// Makes the job, in the first of the transactions, the addition's.
    static void begin(Job& job, Addition const& addition, Instant now);

    /// The draft with all rows, and its audit record; `begun` is what the first transaction came
    /// to. Errors: those of the gate, `job_state_wrong` if the job was cancelled.
    [[nodiscard]] Result<ShownJob> run(Addition const& addition, Status const& begun) const;

    /// Takes back, for a change of `actor`, what a lost request has left of the job.
    [[nodiscard]] Status clear(JobId const& id, Operation const& operation,
                               Actor const& actor) const;

private:
    [[nodiscard]] Result<ShownJob> fill(Addition const& addition) const;
    [[nodiscard]] Result<std::vector<JobRow>> checked(Addition const& addition, std::size_t begin,
                                                      std::size_t end) const;
    void give_up(Addition const& addition) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    Sealer const& sealer_;
};

}  // namespace roomkey
