#include "operations/served_operations.hpp"

#include <boost/json/parse.hpp>

#include "fields/operation_rules.hpp"
#include "operations/objects/administrator_object.hpp"
#include "operations/objects/app_object.hpp"
#include "operations/objects/audit_object.hpp"
#include "operations/objects/code_object.hpp"
#include "operations/objects/corp_object.hpp"
#include "operations/objects/department_object.hpp"
#include "operations/objects/device_object.hpp"
#include "operations/objects/inventory_object.hpp"
#include "operations/objects/job_object.hpp"
#include "operations/objects/notice_object.hpp"
#include "operations/objects/pairing_object.hpp"
#include "operations/objects/role_object.hpp"
#include "operations/objects/sso_object.hpp"
#include "operations/objects/user_object.hpp"
#include "usecase/code/live_code.hpp"

namespace roomkey {
namespace {

OperationResult shown_reset(ResetReceipt const& receipt) {
    return {boost::json::object{{"activeCode", receipt.code.reveal()}}, receipt.is_replayed};
}

/// What a kept answer says of the field.
std::string text_in(std::string const& answer, char const* name) {
    auto const value = boost::json::parse(answer);
    auto const& text = value.at(name).as_string();
    return {text.data(), text.size()};
}

/// Whether the account that a kept answer names is still there.
Repetition::Check existing_account(UseCases const& u, char const* name) {
    return [&users = u.users, name](Reader& reader, Permit const& permit,
                                    Repetition::Earlier const& earlier) {
        return users.exists(reader, permit, text_in(earlier.answer, name));
    };
}

/// Whether the user whom an invitation was about is still there.
Repetition::Check existing_guest(UseCases const& u) {
    return [&users = u.users](Reader& reader, Permit const& permit,
                              Repetition::Earlier const& earlier) {
        return users.exists(reader, permit, earlier.holds_while);
    };
}

Repetition::Check existing_department(UseCases const& u) {
    return [&departments = u.departments](Reader& reader, Permit const& permit,
                                          Repetition::Earlier const& earlier) {
        return departments.exists(reader, permit, text_in(earlier.answer, "value"));
    };
}

/// Whether the user still has the password that was made.
Repetition::Check same_password(UseCases const& u) {
    return [&passwords = u.passwords](Reader& reader, Permit const& permit,
                                      Repetition::Earlier const& earlier) {
        return passwords.holds(reader, permit, earlier);
    };
}

/// Whether the device is still approved for the terminal, or bound to it.
Repetition::Check standing_approval(UseCases const& u) {
    return [&pairings = u.pairings](Reader& reader, Permit const& permit,
                                    Repetition::Earlier const& earlier) {
        return pairings.stands(reader, permit, earlier);
    };
}

/// Whether the user is still an administrator.
Repetition::Check same_administrator(UseCases const& u) {
    return [&administrators = u.administrators](Reader& reader, Permit const& permit,
                                                Repetition::Earlier const& earlier) {
        return administrators.holds(reader, permit, earlier);
    };
}

/// Whether the application of a kept answer still has this key.
Repetition::Check valid_app_key(UseCases const& u) {
    return
        [&apps = u.apps](Reader& reader, Permit const& permit, Repetition::Earlier const& earlier) {
            return apps.has_key(reader, permit, AppId{text_in(earlier.answer, "app_id")},
                                Secret(text_in(earlier.answer, "app_key")));
        };
}

/// Shows one record.
template <auto object_of>
constexpr auto record = [](auto const& found) { return result_of(object_of(found)); };

/// Shows all records.
template <auto object_of>
constexpr auto list = [](auto const& found) { return result_of(list_of(found, object_of)); };

/// Shows a page of records.
template <auto object_of>
constexpr auto page = [](auto const& found) { return result_of(page_of(found, object_of)); };

/// Shows the code or id of what was made.
constexpr auto value = [](std::string const& made) {
    return result_of(boost::json::object{{"value", made}});
};

/// Shows nothing of what was done.
constexpr auto nothing = [](auto const& /*done*/) { return OperationResult{}; };

std::vector<ServedOperation> of_codes(UseCases const& u) {
    return {
        served_later(operations::reset_vision_active_code, reset_code_fields(), u.reset_code,
                     &ResetCode::run, shown_reset),
        // The vendor's own example sends POST.
        served_later(operations::reset_vision_active_code_by_post, reset_code_fields(),
                     u.reset_code, &ResetCode::run, shown_reset),
        served_once(operations::create_vision_active_code, create_code_fields(), u.codes,
                    &Codes::create, record<active_code_object>, u.replays, holds_live_code),
        served(operations::search_vision_active_code, search_codes_fields(), u.codes,
               &Codes::search, page<code_object>),
        served(operations::delete_vision_active_code, delete_codes_fields(), u.codes,
               &Codes::remove, nothing),
        served(operations::record_shown_code, record_shown_code_fields(), u.codes,
               &Codes::record_shown, nothing),
        served(operations::search_notices, search_notices_fields(), u.notices, &Notices::search,
               page<notice_object>),
        served_once(operations::resend_notice, resend_notice_fields(), u.notices, &Notices::resend,
                    record<notice_object>, u.replays, holds_live_code),
        served(operations::read_contacts, read_contacts_fields(), u.notices,
               &Notices::read_contacts, record<contacts_object>),
        served(operations::find_pairing, find_pairing_fields(), u.pairings, &Pairings::find,
               record<pairing_object>),
        served_once(operations::approve_pairing, approve_pairing_fields(), u.pairings,
                    &Pairings::approve, nothing, u.replays, standing_approval(u)),
        served(operations::deny_pairing, deny_pairing_fields(), u.pairings, &Pairings::deny,
               nothing),
    };
}

std::vector<ServedOperation> of_hard_terminals(UseCases const& u) {
    return {
        served_once<Devices, AddDeviceRequest>(operations::add_device, add_device_fields(),
                                               u.devices, &Devices::add, record<device_object>,
                                               u.replays, existing_account(u, "account")),
        served(operations::search_devices, search_devices_fields(), u.devices, &Devices::search,
               page<device_object>),
        served(operations::show_device_detail, show_device_fields(), u.devices, &Devices::show,
               record<device_object>),
        served(operations::update_device, update_device_fields(), u.devices, &Devices::update,
               nothing),
        served(operations::batch_delete_devices, delete_devices_fields(), u.devices,
               &Devices::remove, nothing),
        served(operations::batch_update_devices_status, update_device_status_fields(), u.devices,
               &Devices::set_status, nothing),
        served_once<Devices, ResetDeviceCodeRequest>(
            operations::reset_activecode, reset_device_code_fields(), u.devices,
            &Devices::reset_code, nothing, u.replays, holds_live_code),
        served(operations::show_device_types, Fields<NoFields>{}, u.devices, &Devices::models,
               list<device_model_object>),
        served(operations::show_device_status, show_device_states_fields(), u.devices,
               &Devices::states, list<device_state_object>),
    };
}

std::vector<ServedOperation> of_inventory(UseCases const& u) {
    return {
        served(operations::search_terminals, search_terminals_fields(), u.inventory,
               &Inventory::search, page<terminal_record_object>),
        served(operations::export_terminals, export_terminals_fields(), u.exports,
               &Exports::terminals, record<table_export_object>),
        served(operations::export_users, export_users_fields(), u.exports, &Exports::users,
               record<table_export_object>),
        served(operations::export_devices, export_devices_fields(), u.exports, &Exports::devices,
               record<table_export_object>),
        served(operations::show_terminal_record, show_terminal_record_fields(), u.inventory,
               &Inventory::show, record<terminal_record_object>),
        served(operations::search_terminal_history, search_terminal_history_fields(), u.inventory,
               &Inventory::history, page<audit_object>),
        served(operations::update_terminal_labels, update_terminal_labels_fields(), u.inventory,
               &Inventory::update, record<terminal_record_object>),
        served(operations::show_trend, Fields<NoFields>{}, u.inventory, &Inventory::trend,
               record<trend_object>),
    };
}

std::vector<ServedOperation> of_jobs(UseCases const& u) {
    return {
        served_once(operations::create_job, create_job_fields(), u.jobs, &Jobs::create,
                    record<job_object>, u.replays),
        served_once(operations::add_job_rows, add_job_rows_fields(), u.jobs, &Jobs::add_rows,
                    record<job_object>, u.replays),
        served(operations::search_jobs, search_jobs_fields(), u.jobs, &Jobs::search,
               page<job_object>),
        served(operations::show_job, show_job_fields(), u.jobs, &Jobs::show, record<job_object>),
        served(operations::search_job_rows, search_job_rows_fields(), u.jobs, &Jobs::search_rows,
               page<job_row_object>),
        served(operations::export_job_rows, export_job_rows_fields(), u.jobs, &Jobs::export_rows,
               record<job_export_object>),
        served_once(operations::start_job, start_job_fields(), u.jobs, &Jobs::start,
                    record<job_object>, u.replays),
        served(operations::cancel_job, cancel_job_fields(), u.jobs, &Jobs::cancel,
               record<job_object>),
        served_once(operations::retry_job, retry_job_fields(), u.jobs, &Jobs::retry,
                    record<job_object>, u.replays),
    };
}

std::vector<ServedOperation> of_users(UseCases const& u) {
    return {
        served(operations::search_users, search_users_fields(), u.users, &Users::search,
               page<user_object>),
        served(operations::show_my_info, show_my_info_fields(), u.users, &Users::show_own,
               record<user_detail_object>),
        served(operations::update_my_info, update_my_info_fields(), u.users, &Users::update_own,
               nothing),
        served(operations::show_user_detail, show_user_fields(), u.users, &Users::show,
               record<user_detail_object>),
        with_passwords(served_once(operations::add_user, add_user_fields(), u.users, &Users::add,
                                   record<user_detail_object>, u.replays,
                                   existing_account(u, "userAccount"))),
        served<Users, UpdateUserRequest>(operations::update_user, update_user_fields(), u.users,
                                         &Users::update, record<user_detail_object>),
        served<Users, UserBatchRequest>(operations::batch_delete_users, delete_users_fields(),
                                        u.users, &Users::remove, nothing),
        served(operations::batch_update_user_status, update_user_status_fields(), u.users,
               &Users::set_status, nothing),
        served(operations::batch_show_user_details, show_user_details_fields(), u.users,
               &Users::show_all, list<listed_user_object>),
        with_passwords(served_once(operations::invite_user, invite_user_fields(), u.users,
                                   &Users::invite, record<invited_object>, u.replays,
                                   existing_guest(u))),
        with_passwords(served(operations::update_pwd, update_password_fields(), u.passwords,
                              &Passwords::update, nothing)),
        with_passwords(served_once(operations::reset_pwd_by_admin, reset_password_fields(),
                                   u.passwords, &Passwords::reset, nothing, u.replays,
                                   same_password(u))),
        served_once(operations::add_corp_admin, add_administrator_fields(), u.administrators,
                    &Administrators::add, nothing, u.replays, same_administrator(u)),
        served(operations::batch_delete_corp_admins, delete_administrators_fields(),
               u.administrators, &Administrators::remove, nothing),
        served(operations::search_corp_admins, search_administrators_fields(), u.administrators,
               &Administrators::search, page<administrator_object>),
        served(operations::show_corp_admin, show_administrator_fields(), u.administrators,
               &Administrators::show, record<administrator_object>),
        served(operations::search_roles, search_roles_fields(), u.roles, &Roles::search,
               page<role_holder_object>),
        served(operations::update_user_role, update_role_fields(), u.roles, &Roles::update,
               nothing),
    };
}

std::vector<ServedOperation> of_enterprises(UseCases const& u) {
    return {
        served(operations::show_corp_basic_info, {}, u.corps, &Corps::show, record<corp_object>),
        served<Corps, CorpChange>(operations::update_corp_basic_info, update_corp_fields(), u.corps,
                                  &Corps::update, nothing),
        served(operations::show_single_sign_on, {}, u.sso_settings, &SsoSettings::show,
               record<sso_object>),
        served(operations::save_single_sign_on, save_sso_fields(), u.sso_settings,
               &SsoSettings::save, record<sso_object>),
        served(operations::remove_single_sign_on, {}, u.sso_settings, &SsoSettings::remove,
               nothing),
        served(operations::switch_single_sign_on, switch_sso_fields(), u.sso_settings,
               &SsoSettings::demand, record<sso_object>),
        served(operations::show_corp_resource, {}, u.corps, &Corps::show_resources,
               record<corp_resources_object>),
        served(operations::search_corp_resources, search_resources_fields(), u.corps,
               &Corps::search_resources, page<corp_resource_object>),
        served<AuditLog, SearchAuditRequest>(operations::search_audit, search_audit_fields(),
                                             u.audit, &AuditLog::search, page<audit_object>),
        served_once(operations::add_department, add_department_fields(), u.departments,
                    &Departments::add, value, u.replays, existing_department(u)),
        served(operations::update_department, update_department_fields(), u.departments,
               &Departments::update, nothing),
        served(operations::delete_department, delete_department_fields(), u.departments,
               &Departments::remove, nothing),
        served(operations::search_department_by_name, search_departments_fields(), u.departments,
               &Departments::search, list<department_object>),
        served(operations::show_dept_and_child_dept, show_department_and_children_fields(),
               u.departments, &Departments::show, record<family_object>),
        served(operations::show_department, show_department_fields(), u.departments,
               &Departments::show_in_short, record<short_family_object>),
        served_once(operations::add_app_id, add_app_fields(), u.apps, &Apps::add,
                    record<app_with_key_object>, u.replays, valid_app_key(u)),
        served(operations::batch_search_app_id, search_apps_fields(), u.apps, &Apps::search,
               page<app_object>),
        served(operations::update_app_id, update_app_fields(), u.apps, &Apps::update,
               record<app_object>),
        served(operations::delete_app_id, delete_app_fields(), u.apps, &Apps::remove, nothing),
        served_once(operations::reset_app_key, reset_app_key_fields(), u.apps, &Apps::reset_key,
                    record<app_with_key_object>, u.replays, valid_app_key(u)),
    };
}

}  // namespace

std::vector<ServedOperation> served_operations(UseCases const& use_cases) {
    std::vector<ServedOperation> all;
    for (auto& group : {of_codes(use_cases), of_hard_terminals(use_cases), of_inventory(use_cases),
                        of_jobs(use_cases), of_users(use_cases), of_enterprises(use_cases)}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

}  // namespace roomkey
