#include "usecase/job/row_work.hpp"

#include <algorithm>
#include <iterator>

#include "domain/job/csv_table.hpp"
#include "domain/reset_policy.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/labels.hpp"
#include "usecase/user/account_changes.hpp"
#include "usecase/user/label_changes.hpp"
#include "usecase/user/permissions.hpp"

namespace roomkey {
namespace {

/// A batch of the one account that a row names.
Result<UserBatchRequest> batch_of(RowFields const& fields, AccountStatus status) {
    auto const which = TRY(read_fields(show_user_fields(), source_of(fields)));
    return UserBatchRequest{{which.account}, AccountType::account, status};
}

/// What a row changes of an account, the labels included.
Result<UpdateUserRequest> update_of(RowFields const& fields) {
    auto const source = source_of(fields);
    auto request = TRY(read_fields(update_user_fields(), source));
    request.labels = TRY(read_fields(update_terminal_labels_fields(), source)).change;
    return request;
}

/// The row would change nothing.
Error nothing_to_change() { return invalid_field("account", Fault::unchanged); }

template <class Value>
Status done(Result<Value> const& result) {
    TRY(result);
    return Done{};
}

/// A number that a spreadsheet has shortened is nobody's any more.
Status check_digits(RowFields const& fields) {
    for (auto const& [name, text] : fields) {
        if (is_shortened_number(text)) {
            return invalid_field(
                name, Fault::wrong_format,
                "all digits: the spreadsheet has shortened the number, make the column a text");
        }
    }
    return Done{};
}

Status check_zeros(std::string const& field, std::string const& before,
                   std::optional<std::string> const& after) {
    if (!after || !has_lost_zeros(before, *after)) return Done{};
    return invalid_field(field, Fault::wrong_format,
                         "the zeros in front: the spreadsheet has taken them away, make the column "
                         "a text");
}

}  // namespace

Operation const& operation_of(JobKind kind) {
    switch (kind) {
        case JobKind::create_terminals:
            return operations::create_vision_active_code;
        case JobKind::create_users:
            return operations::add_user;
        case JobKind::create_devices:
            return operations::add_device;
        case JobKind::update:
        case JobKind::move:
            return operations::update_user;
        case JobKind::label:
            return operations::update_terminal_labels;
        case JobKind::reset:
            return operations::reset_vision_active_code;
        case JobKind::disable:
        case JobKind::enable:
            return operations::batch_update_user_status;
        case JobKind::remove:
            break;
    }
    return operations::batch_delete_users;
}

std::vector<JobKind> job_kinds_of(User const& user) {
    std::vector<JobKind> kinds;
    if (!permits(user, operations::create_job.permission)) return kinds;
    std::copy_if(job_kinds.begin(), job_kinds.end(), std::back_inserter(kinds),
                 [&](JobKind kind) { return permits(user, operation_of(kind).permission); });
    return kinds;
}

Status RowWork::run(JobKind kind, RowFields const& fields, Actor const& actor) const {
    auto const source = source_of(fields);
    switch (kind) {
        case JobKind::create_terminals:
            return done(codes_.create(TRY(read_fields(create_code_fields(), source)), actor));
        case JobKind::create_users:
            return done(users_.add(TRY(read_fields(add_user_fields(), source)), actor));
        case JobKind::create_devices:
            return done(devices_.add(TRY(read_fields(add_device_fields(), source)), actor));
        case JobKind::update:
        case JobKind::move:
            return done(users_.update(TRY(update_of(fields)), actor));
        case JobKind::label:
            return done(inventory_.update(TRY(read_fields(update_terminal_labels_fields(), source)),
                                          actor));
        case JobKind::reset:
            return done(reset_.run(TRY(read_fields(reset_code_fields(), source)), actor));
        case JobKind::disable:
            return users_.set_status(TRY(batch_of(fields, AccountStatus::disabled)), actor);
        case JobKind::enable:
            return users_.set_status(TRY(batch_of(fields, AccountStatus::normal)), actor);
        case JobKind::remove:
            break;
    }
    return users_.remove(TRY(batch_of(fields, AccountStatus::normal)), actor);
}

Status RowCheck::run(RowFields const& fields) {
    TRY(check_digits(fields));
    TRY(check_plus(fields));
    switch (kind_) {
        case JobKind::create_terminals:
            return check_new_terminal(fields);
        case JobKind::create_users:
            return check_new_user(fields);
        case JobKind::create_devices:
            return check_new_device(fields);
        case JobKind::update:
        case JobKind::move:
            return check_update(fields);
        case JobKind::label:
            return check_labels(fields);
        case JobKind::reset:
            return check_reset(fields);
        case JobKind::disable:
        case JobKind::enable:
        case JobKind::remove:
            break;
    }
    return check_removal(fields);
}

/// A code must not go to a stranger because a plus sign is gone.
Status RowCheck::check_plus(RowFields const& fields) const {
    if (!text_of(fields, "country").empty()) return Done{};
    for (auto const* const name : {"phone", "smsNumber"}) {
        if (!issue_.may_lack_plus(text_of(fields, name))) continue;
        return invalid_field(name, Fault::wrong_format,
                             "a number with +, or its country: these digits are a number of two "
                             "countries, and spreadsheets take the + away");
    }
    return Done{};
}

Status RowCheck::check_new_terminal(RowFields const& fields) {
    auto const request = TRY(read_fields(create_code_fields(), source_of(fields)));
    auto const contacts = TRY(issue_.check(request.contacts));
    if (permit_.caller) TRY(require_deliverable(contacts));
    return check_department(request.department_code.empty() ? root_department
                                                            : request.department_code);
}

Status RowCheck::check_new_user(RowFields const& fields) {
    auto const request = TRY(read_fields(add_user_fields(), source_of(fields)));
    User user;
    user.status = request.details.status.value_or(AccountStatus::normal);
    TRY(set_contacts(issue_, user, request.details, account_contact_fields));
    TRY(require_reachable({user.email, user.phone}, permit_.corp, account_contact_fields));
    TRY(require_own_email(reader_, permit_.corp, user, account_contact_fields.email));
    if (request.account && TRY(find_user_by_account(reader_, permit_.corp.id, *request.account))) {
        return refusal_about(ErrorCode::account_exists, *request.account);
    }
    if (!request.third_account.empty() &&
        TRY(find_user_by_third_account(reader_, permit_.corp.id, request.third_account))) {
        return refusal_about(ErrorCode::third_account_exists, request.third_account);
    }
    return check_department(request.details.department_code.value_or(root_department));
}

Status RowCheck::check_new_device(RowFields const& fields) {
    auto const request = TRY(read_fields(add_device_fields(), source_of(fields)));
    if (hard_terminal_model(request.model) == nullptr) {
        return invalid_field("model", Fault::unknown_value);
    }
    User user;
    TRY(set_contacts(issue_, user, request.details, account_contact_fields));
    TRY(require_reachable({user.email, user.phone}, permit_.corp, account_contact_fields));
    if (!request.serial_number.empty() &&
        TRY(find_user_by_serial_number(reader_, permit_.corp.id, request.serial_number))) {
        return refusal_about(ErrorCode::serial_number_exists, request.serial_number);
    }
    return check_department(request.details.department_code.value_or(root_department));
}

Status RowCheck::check_update(RowFields const& fields) {
    auto const request = TRY(update_of(fields));
    auto const user = TRY(account(request.which.account));
    TRY(require_power_over(permit_, user));
    TRY(require_labels_fit(user, request.labels));
    auto const& details = request.details;
    auto const& code = details.department_code;
    // A move may take the department from the request, which no spreadsheet has seen.
    if (kind_ == JobKind::update) TRY(check_zeros("deptCode", user.department_code, code));
    TRY(check_zeros("name", user.name, request.name));
    TRY(check_zeros("desc", user.description, details.description));
    if (kind_ == JobKind::move && !code) return invalid_field("deptCode", Fault::missing);
    auto after = user;
    after.name = request.name.value_or(user.name);
    TRY(set_contacts(issue_, after, details, account_contact_fields));
    describe(after, details);
    after.department_code = code.value_or(user.department_code);
    after.status = details.status.value_or(user.status);
    TRY(check_department(after.department_code));
    if (after.email != user.email || after.status != user.status) {
        TRY(require_own_email(reader_, permit_.corp, after, account_contact_fields.email));
    }
    bool const is_same = after == user && TRY(has_labels(user, request.labels));
    return is_same && kind_ == JobKind::update ? Status(nothing_to_change()) : Status(Done{});
}

Status RowCheck::check_labels(RowFields const& fields) {
    auto const request = TRY(read_fields(update_terminal_labels_fields(), source_of(fields)));
    auto const user = TRY(account(request.account));
    if (!is_terminal(user.type)) return refusal_about(ErrorCode::account_unknown, request.account);
    if (TRY(has_labels(user, request.change))) return nothing_to_change();
    return Done{};
}

Result<bool> RowCheck::has_labels(User const& user, LabelChange const& change) {
    if (!change.is_given()) return true;
    auto const before = TRY(find_labels(reader_, user.id));
    TRY(check_zeros("assetNumber", before.asset_number, change.asset_number));
    TRY(check_zeros("note", before.note, change.note));
    return TRY(changed_labels(before, change)) == before;
}

Status RowCheck::check_reset(RowFields const& fields) {
    auto const request = TRY(read_fields(reset_code_fields(), source_of(fields)));
    TRY(issue_.check(request.contacts));
    auto const user = TRY(account(request.account));
    if (is_vision_terminal(user.type)) return Done{};
    return refusal_about(ErrorCode::account_unknown, request.account);
}

Status RowCheck::check_removal(RowFields const& fields) {
    auto const which = TRY(read_fields(show_user_fields(), source_of(fields)));
    auto user = TRY(account(which.account));
    bool const is_kept = user.role == Role::default_administrator && kind_ != JobKind::enable;
    if (is_kept) return refusal_about(ErrorCode::default_admin_protected, which.account);
    TRY(require_power_over(permit_, user));
    if (kind_ != JobKind::enable || user.status == AccountStatus::normal) return Done{};
    user.status = AccountStatus::normal;
    return require_own_email(reader_, permit_.corp, user, account_contact_fields.email);
}

Result<User> RowCheck::account(std::string const& name) {
    auto user = TRY(find_user_by_account(reader_, permit_.reach(), name));
    if (!user) return refusal_about(ErrorCode::account_unknown, name);
    return *std::move(user);
}

Status RowCheck::check_department(std::string const& code) {
    if (TRY(find_department(reader_, permit_.reach(), code))) return Done{};
    return refusal_about(ErrorCode::department_unknown, code);
}

}  // namespace roomkey
