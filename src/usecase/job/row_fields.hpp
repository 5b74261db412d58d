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

/// Whether an empty cell clears the field, instead of leaving it as it is: the labels, of which an
/// exported table has all.
bool clears_if_empty(std::string_view field);

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
/// One row for an account or, where rows are about hard terminals, for a serial number; empty
/// for one whose serial number is not known.
RowFields row_naming(JobKind kind, std::string named);
/// Fills in what the row does not say and its kind can have.
void add_defaults(JobKind kind, RowDefaults const& defaults, RowFields& fields);

}  // namespace roomkey
