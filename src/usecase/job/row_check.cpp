#include "usecase/job/row_check.hpp"

#include "domain/job/csv_table.hpp"
#include "domain/reset_policy.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/labels.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/code/codes.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/job/row_requests.hpp"
#include "usecase/user/account_changes.hpp"
#include "usecase/user/label_changes.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

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

Error ambiguous(std::string const& field) {
    return invalid_field(field, Fault::wrong_format,
                         "unambiguous digits: another one has the same digits with leading zeros, "
                         "which spreadsheets remove");
}

}  // namespace

Status RowCheck::run(RowFields const& fields, RowOrigin const& origin) {
    origin_ = origin;
    TRY(check_digits(fields));
    TRY(check_plus(fields));
    TRY(check_serial_number(text_of(fields, "sn")));
    if (kind_.act == RowAct::create) TRY(check_department_zeros(text_of(fields, "deptCode")));
    switch (kind_.act) {
        case RowAct::create:
            return check_new(fields);
        case RowAct::update:
        case RowAct::move:
            return check_update(fields);
        case RowAct::label:
            return check_labels(fields);
        case RowAct::reset:
            return kind_.is_about_devices() ? check_device_reset(fields) : check_reset(fields);
        case RowAct::disable:
        case RowAct::enable:
        case RowAct::remove:
            break;
    }
    return check_batch(fields);
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

Status RowCheck::check_serial_number(std::string const& number) {
    if (!origin_.is_table || !may_lack_zeros(number)) return Done{};
    if (!TRY(has_serial_number_behind_zeros(reader_, permit_.reach(), number))) return Done{};
    return ambiguous("sn");
}

Status RowCheck::check_department_zeros(std::string const& code) {
    bool const is_changed = origin_.is_table && code != origin_.department && may_lack_zeros(code);
    if (!is_changed) return Done{};
    if (!TRY(has_department_behind_zeros(reader_, permit_.reach(), code))) return Done{};
    return ambiguous("deptCode");
}

Status RowCheck::check_new(RowFields const& fields) {
    if (kind_.kind == JobKind::create_users) return check_new_user(fields);
    if (kind_.kind == JobKind::create_devices) return check_new_device(fields);
    return check_new_terminal(fields);
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
    if (!kind_.is_about_devices()) {
        auto const request = TRY(user_update_of(fields));
        return check_difference(TRY(known(fields)),
                                {request.name, request.details, request.labels, "desc", false});
    }
    auto const request = TRY(device_update_of(fields));
    auto const user = TRY(known(fields));
    auto const terminal = TRY(find_terminal_by_user(reader_, user.id));
    bool const has_mode = !request.projection_mode ||
                          (terminal && terminal->projection_mode == *request.projection_mode);
    return check_difference(
        user, {request.name, request.details, request.labels, "description", !has_mode});
}

Status RowCheck::check_difference(User const& user, Difference const& difference) {
    auto const& [name, details, labels, description_field, is_more_changed] = difference;
    TRY(require_power_over(permit_, user));
    TRY(require_labels_fit(user, labels));
    auto const& code = details.department_code;
    // A move may take the department from the request, which no spreadsheet has seen.
    bool const is_move = kind_.act == RowAct::move;
    if (!is_move) TRY(check_zeros("deptCode", user.department_code, code));
    TRY(check_zeros("name", user.name, name));
    TRY(check_zeros(description_field, user.description, details.description));
    if (is_move && !code) return invalid_field("deptCode", Fault::missing);
    bool const is_moved = code && *code != user.department_code;
    if (is_moved) TRY(check_department_zeros(*code));
    auto after = user;
    after.name = name.value_or(user.name);
    TRY(set_contacts(issue_, after, details, account_contact_fields));
    describe(after, details);
    after.department_code = code.value_or(user.department_code);
    after.status = details.status.value_or(user.status);
    TRY(check_department(after.department_code));
    if (after.email != user.email || after.status != user.status) {
        TRY(require_own_email(reader_, permit_.corp, after, account_contact_fields.email));
    }
    bool const is_same = after == user && TRY(has_labels(user, labels)) && !is_more_changed;
    return is_same && !is_move ? Status(nothing_to_change()) : Status(Done{});
}

Status RowCheck::check_labels(RowFields const& fields) {
    auto const user = TRY(known(fields));
    auto const request = TRY(label_update_of(fields));
    if (!is_terminal(user.type))
        return invalid_field("account", Fault::not_allowed, "the account of a terminal");
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
    auto const user = TRY(known(fields));
    if (is_vision_terminal(user.type)) return Done{};
    if (user.type != UserType::hard_terminal) {
        return invalid_field("account", Fault::not_allowed, "the account of a terminal");
    }
    return invalid_field(
        "account", Fault::not_allowed,
        "an account that is no hard terminal; for those, a job of the kind reset-devices");
}

Status RowCheck::check_device_reset(RowFields const& fields) {
    auto const request = TRY(read_fields(reset_device_code_fields(), source_of(fields)));
    TRY(require_reachable(TRY(issue_.check(request.contacts)), permit_.corp));
    auto const user = TRY(known(fields));
    return require_code_model(TRY(find_terminal_by_user(reader_, user.id)));
}

Status RowCheck::check_batch(RowFields const& fields) {
    auto user = TRY(known(fields));
    bool const is_kept = user.role == Role::default_administrator && kind_.act != RowAct::enable;
    if (is_kept) return refusal_about(ErrorCode::default_admin_protected, user.account);
    TRY(require_power_over(permit_, user));
    if (kind_.act != RowAct::enable || user.status == AccountStatus::normal) return Done{};
    user.status = AccountStatus::normal;
    return require_own_email(reader_, permit_.corp, user, account_contact_fields.email);
}

Result<User> RowCheck::known(RowFields const& fields) {
    auto const source = source_of(fields);
    if (kind_.is_about_devices()) {
        auto const which = TRY(read_fields(show_device_fields(), source));
        return known_device(reader_, permit_, which.serial_number);
    }
    return known_user(reader_, permit_, TRY(read_fields(show_user_fields(), source)));
}

Error RowCheck::nothing_to_change() const {
    return invalid_field(std::string(kind_.named_by()), Fault::unchanged);
}

Status RowCheck::check_department(std::string const& code) {
    if (TRY(find_department(reader_, permit_.reach(), code))) return Done{};
    return refusal_about(ErrorCode::department_unknown, code);
}

}  // namespace roomkey
