#include "operations/served_operations.hpp"

#include "fields/operation_rules.hpp"
#include "operations/code_object.hpp"
#include "operations/department_object.hpp"
#include "operations/notice_object.hpp"
#include "operations/user_object.hpp"

namespace roomkey {
namespace {

OperationResult shown_reset(ResetReceipt const& receipt) {
    return {boost::json::object{{"activeCode", receipt.code.reveal()}}, receipt.is_replayed};
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

constexpr auto nothing = [](Done const& done) { return result_of(done); };

}  // namespace

std::vector<ServedOperation> served_operations(UseCases const& u) {
    return {
        served(operations::reset_vision_active_code, reset_code_fields(), u.reset_code,
               &ResetCode::run, shown_reset),
        // The vendor's own example sends POST.
        served(operations::reset_vision_active_code_by_post, reset_code_fields(), u.reset_code,
               &ResetCode::run, shown_reset),
        served(operations::create_vision_active_code, create_code_fields(), u.codes, &Codes::create,
               record<active_code_object>),
        served(operations::search_vision_active_code, search_codes_fields(), u.codes,
               &Codes::search, page<code_object>),
        served(operations::delete_vision_active_code, delete_codes_fields(), u.codes,
               &Codes::remove, nothing),
        served(operations::search_users, search_users_fields(), u.users, &Users::search,
               page<user_object>),
        served(operations::add_department, add_department_fields(), u.departments,
               &Departments::add, value),
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
        served(operations::search_notices, search_notices_fields(), u.notices, &Notices::search,
               page<notice_object>),
        served(operations::resend_notice, resend_notice_fields(), u.notices, &Notices::resend,
               record<notice_object>),
    };
}

}  // namespace roomkey
