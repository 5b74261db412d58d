#pragma once

#include "usecase/code/codes.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/device/devices.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/job/row_fields.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {

/// The operation for one account that the rows of such a job are done by.
Operation const& operation_of(JobKind kind);
/// The kinds of jobs that the user may make and start, by the role as it is now.
std::vector<JobKind> job_kinds_of(User const& user);

/// Does what a row says by the use case of the operation for one account.
class RowWork {
public:
    RowWork(Users const& users, Devices const& devices, Codes const& codes, ResetCode const& reset,
            Inventory const& inventory)
        : users_(users), devices_(devices), codes_(codes), reset_(reset), inventory_(inventory) {}

    /// Errors: those of the operation.
    Status run(JobKind kind, RowFields const& fields, Actor const& actor) const;

private:
    Users const& users_;
    Devices const& devices_;
    Codes const& codes_;
    ResetCode const& reset_;
    Inventory const& inventory_;
};

/// Finds out ahead what is wrong with rows: by the rules of the fields, and by what the operation
/// will find in the database, as far as that takes a few look-ups. For one reader.
class RowCheck {
public:
    RowCheck(Reader& reader, Permit const& permit, CodeIssue const& issue, JobKind kind)
        : reader_(reader), permit_(permit), issue_(issue), kind_(kind) {}

    /// Errors: those of the operation.
    Status run(RowFields const& fields);

private:
    [[nodiscard]] Status check_plus(RowFields const& fields) const;
    Status check_new_terminal(RowFields const& fields);
    Status check_new_user(RowFields const& fields);
    Status check_new_device(RowFields const& fields);
    Status check_update(RowFields const& fields);
    Status check_labels(RowFields const& fields);
    /// Whether the labels are such that the change leaves them as they are. `invalid_parameter`.
    Result<bool> has_labels(User const& user, LabelChange const& change);
    Status check_reset(RowFields const& fields);
    Status check_removal(RowFields const& fields);
    Result<User> account(std::string const& name);
    Status check_department(std::string const& code);

    Reader& reader_;
    Permit const& permit_;
    CodeIssue const& issue_;
    JobKind kind_;
};

}  // namespace roomkey
