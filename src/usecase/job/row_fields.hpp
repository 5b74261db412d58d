#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/job/job.hpp"
#include "fields/binding.hpp"

namespace roomkey {

/// What a row says: names of fields of the operation for one account, and their texts. Only a field
/// that a row can clear (`clears_if_empty`) has an empty one.
using RowFields = std::vector<std::pair<std::string, std::string>>;

/// The text of a field; empty if it is absent.
std::string const& text_of(RowFields const& fields, std::string_view name);

/// For `read_fields`.
FieldSource source_of(RowFields const& fields);

// As they are sealed for a row. Texts have no control characters.
std::string packed(RowFields const& fields);
RowFields unpacked(std::string_view text);
/// What the fields of a row are sealed for.
std::string row_context(JobId const& job, std::int64_t number);

/// The fields that a row of such a job can have.
std::vector<std::string_view> columns_of(JobKind kind);
/// Whether an empty cell clears the field, instead of leaving it as it is: the labels, of which an
/// exported table has all.
bool clears_if_empty(std::string_view field);
/// Whether rows of such a job name an account that is there.
bool is_about_accounts(JobKind kind);

/// What a row that does not name them takes from the request for the job.
struct RowDefaults {
    std::string department_code;
    std::string country;  ///< Of phones without +.
    std::string email;
    std::vector<std::string> added_tags;
    std::vector<std::string> removed_tags;
};

/// The rows of a table. Columns are named by the fields or by their labels in either language;
/// what `ExportJobRows` adds is passed over. `invalid_parameter` naming the column or the row.
Result<std::vector<RowFields>> rows_of_table(JobKind kind, std::string_view csv);
/// One row for an account.
RowFields row_of_account(std::string account);
/// Fills in what the row does not say and its kind can have.
void add_defaults(JobKind kind, RowDefaults const& defaults, RowFields& fields);

}  // namespace roomkey
