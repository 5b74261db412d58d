#pragma once

#include <optional>
#include <string>

#include "cli/operator/field_flags.hpp"
#include "usecase/job/jobs.hpp"

// What the commands on jobs can be told; each field of the operation, unless it has no meaning at a
// command line.
namespace roomkey {

struct CreateJobFlags {
    FieldFlags<CreateJobRequest> fields{create_job_fields()};
    std::optional<std::string> corp;
    std::optional<std::string> csv;       ///< A file.
    std::optional<std::string> encoding;  ///< Of the file.
};
void add_create_flags(CLI::App& command, CreateJobFlags& flags);

/// The table in a file as CreateJob takes it: as it is, or converted from an encoding.
/// `invalid_parameter` naming the flag.
Result<std::string> table_of(std::string const& file, std::optional<std::string> const& encoding);

struct ListJobsFlags {
    FieldFlags<SearchJobsRequest> fields{search_jobs_fields()};
    std::optional<std::string> corp;
    std::optional<std::string> from;
    std::int64_t offset = 0;
    int limit = 100;
};
void add_list_flags(CLI::App& command, ListJobsFlags& flags);

}  // namespace roomkey
