#include "usecase/user/account_changes.hpp"

#include "domain/corp.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/sso_providers.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/directory/resources.hpp"

namespace roomkey {
namespace {

Status save(Change& change, User& user) {
    user.updated_at = change.permit.now;
    return update_user(change.transaction, user);
}

}  // namespace

Result<UserRow> shown_account(Reader& reader, UserId const& id) {
    auto row = TRY(show_user(reader, id));
    if (!row) return internal_error("an account that was found is gone");
    return *std::move(row);
}

Status set_contacts(CodeIssue const& issue, User& user, UserDetails const& details,
                    ContactFieldNames const& names) {
    if (!details.email && !details.phone && !details.country) return Done{};
    ContactRequest request;
    request.email = details.email.value_or(user.email);
    request.phone = details.phone.value_or(user.phone);
    request.country = details.country;
    auto const contacts = TRY(issue.check(request, names));
    // Of a message without a phone it means nothing; of an account it is kept.
    bool const is_unknown = details.country && contacts.country.empty();
    if (is_unknown) return invalid_field(names.country, Fault::unknown_value);
    bool const had_any = !user.email.empty() || !user.phone.empty();
    if (had_any && contacts.email.empty() && contacts.phone.empty()) {
        return invalid_field(names.email, Fault::missing);
    }
    user.email = contacts.email;
    if (contacts.phone != user.phone || details.country) {
        bool const is_chinese = contacts.phone.starts_with(mainland_china_prefix);
        user.country = contacts.country;
        if (user.country.empty() && is_chinese) user.country = country_default;
    }
    user.phone = contacts.phone;
    if (user.phone.empty()) user.country.clear();
    return Done{};
}

void describe(User& user, UserDetails const& details) {
    user.english_name = details.english_name.value_or(user.english_name);
    user.signature = details.signature.value_or(user.signature);
    user.title = details.title.value_or(user.title);
    user.description = details.description.value_or(user.description);
    user.sort_level = details.sort_level.value_or(user.sort_level);
    user.hide_phone = details.hide_phone.value_or(user.hide_phone);
}

Contacts reached(Contacts contacts, Corp const& corp) {
    if (!corp.policy.enable_sms) contacts.phone.clear();
    return contacts;
}

Status require_reachable(Contacts const& contacts, Corp const& corp,
                         ContactFieldNames const& names) {
    if (is_announced(reached(contacts, corp))) return Done{};
    if (!corp.policy.enable_sms) return invalid_field(names.email, Fault::missing);
    return invalid_field(names.email, Fault::missing, "an email or a phone");
}

Status require_power_over(Permit const& permit, User const& user) {
    auto const& caller = permit.caller;
    bool const is_theirs =
        !caller || caller->user.id == user.id || caller->user.role == Role::default_administrator;
    if (is_theirs || user.role == Role::none) return Done{};
    // Also a disabled one, who could be enabled again with another's password.
    if (user.role == Role::administrator || user.role == Role::default_administrator) {
        return refusal(ErrorCode::default_admin_needed);
    }
    if (!permit.may(Permission::govern)) return refusal(ErrorCode::not_permitted);
    return Done{};
}

Status require_own_email(Reader& reader, Corp const& corp, User const& user,
                         std::string_view field) {
    bool const is_anybodys = user.type != UserType::member || user.status != AccountStatus::normal;
    if (corp.policy.single_sign_on == SingleSignOn::off || is_anybodys || user.email.empty()) {
        return Done{};
    }
    auto const provider = TRY(find_sso_provider(reader, corp.id));
    if (!provider || provider->matched_by != MatchedBy::email) return Done{};
    for (auto const& other :
         TRY(find_users_matching(reader, corp.id, MatchedBy::email, user.email))) {
        bool const is_other = other.id != user.id && other.status == AccountStatus::normal;
        if (is_other) return invalid_field(std::string(field), Fault::taken);
    }
    return Done{};
}

Status require_department(Change& change, User const& user) {
    if (!TRY(hold_department(change.transaction, change.permit.reach(), user.department_code))) {
        return refusal_about(ErrorCode::department_unknown, user.department_code);
    }
    return Done{};
}

Status update_account(Change& change, CodeIssue const& issue, User& user,
                      UserDetails const& details, ContactFieldNames const& names) {
    describe(user, details);
    auto const email = user.email;
    TRY(set_contacts(issue, user, details, names));
    if (user.email != email) {
        TRY(require_own_email(change.transaction, change.permit.corp, user, names.email));
    }
    if (details.department_code && *details.department_code != user.department_code) {
        user.department_code = *details.department_code;
        TRY(require_department(change, user));
    }
    bool const is_status_new = details.status && *details.status != user.status;
    TRY(is_status_new ? set_account_status(change, user, *details.status) : save(change, user));
    if (!is_terminal(user.type)) return Done{};
    auto const terminal = TRY(find_terminal_by_user(change.transaction, user.id));
    if (terminal && terminal->binding) change.wake(terminal->binding->id);
    return Done{};
}

std::string move_in_records(User const& before, User const& after) {
    std::string department;
    if (after.department_code != before.department_code) {
        department = "deptCode " + after.department_code;
    }
    std::string status;
    if (after.status != before.status) {
        status = after.status == AccountStatus::disabled ? "disabled" : "normal";
    }
    return listed_in_records({department, status});
}

std::string listed_in_records(std::initializer_list<std::string> parts) {
    std::string list;
    for (auto const& part : parts) {
        if (part.empty()) continue;
        if (!list.empty()) list += ", ";
        list += part;
    }
    return list;
}

Status set_account_status(Change& change, User& user, AccountStatus status) {
    bool const is_disabled = status == AccountStatus::disabled;
    if (is_disabled && user.role == Role::default_administrator) {
        return refusal_about(ErrorCode::default_admin_protected, user.account);
    }
    TRY(require_power_over(change.permit, user));
    bool const is_enabled_now = !is_disabled && user.status != status;
    auto const& corp = change.permit.corp;
    if (is_enabled_now) TRY(check_resource_to_enable(change.transaction, corp, user.type));
    user.status = status;
    if (is_enabled_now) {
        TRY(require_own_email(change.transaction, corp, user, account_contact_fields.email));
    }
    TRY(save(change, user));
    if (!is_disabled) return Done{};
    TRY(end_sessions(change.transaction, user.id));
    change.wake(
        TRY(end_binding(change.transaction, user.id, UnbindReason::disabled, change.permit.now)));
    return Done{};
}

Status delete_account(Change& change, User const& user) {
    if (user.role == Role::default_administrator) {
        return refusal_about(ErrorCode::default_admin_protected, user.account);
    }
    TRY(require_power_over(change.permit, user));
    auto const now = change.permit.now;
    change.wake(TRY(end_binding(change.transaction, user.id, UnbindReason::deleted, now)));
    TRY(supersede_notices(change.transaction, user.id, now));
    return delete_user(change.transaction, user.id);
}

}  // namespace roomkey
