#pragma once

#include <string>
#include <string_view>

#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"
#include "usecase/job/row_fields.hpp"
#include "usecase/job/row_kind.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {

/// Where the texts of a row come from.
struct RowOrigin {
    bool is_table = false;        ///< A spreadsheet may have changed them.
    std::string_view department;  ///< Said by the request itself, for rows that say none.
};

/// Finds out ahead what is wrong with rows: by the rules of the fields, and by what the operation
/// will find in the database, as far as that takes a few look-ups. For one reader.
class RowCheck {
public:
    RowCheck(Reader& reader, Permit const& permit, CodeIssue const& issue, JobKind kind)
        : reader_(reader), permit_(permit), issue_(issue), kind_(row_kind(kind)) {}

    /// Errors: those of the operation.
    Status run(RowFields const& fields, RowOrigin const& origin);

private:
    /// What a row changes of an account.
    struct Difference {
        std::optional<std::string> name;
        UserDetails details;
        LabelChange labels;
        std::string description_field;
        bool is_more_changed = false;  ///< What is not of every account.
    };

    [[nodiscard]] Status check_plus(RowFields const& fields) const;
    /// Digits must not mean another terminal, or department, because the zeros in front are gone.
    Status check_serial_number(std::string const& number);
    Status check_department_zeros(std::string const& code);
    Status check_new(RowFields const& fields);
    Status check_new_terminal(RowFields const& fields);
    Status check_new_user(RowFields const& fields);
    Status check_new_device(RowFields const& fields);
    Status check_update(RowFields const& fields);
    Status check_difference(User const& user, Difference const& difference);
    Status check_labels(RowFields const& fields);
    /// Whether the labels are such that the change leaves them as they are. `invalid_parameter`.
    Result<bool> has_labels(User const& user, LabelChange const& change);
    Status check_reset(RowFields const& fields);
    Status check_device_reset(RowFields const& fields);
    Status check_batch(RowFields const& fields);

    /// Whom the row names. `account_unknown`, `device_unknown`.
    Result<User> known(RowFields const& fields);
    /// The row would change nothing.
    [[nodiscard]] Error nothing_to_change() const;
    Status check_department(std::string const& code);

    Reader& reader_;
    Permit const& permit_;
    CodeIssue const& issue_;
    RowKind const& kind_;
    RowOrigin origin_;
};

}  // namespace roomkey
