#include "usecase/user/user_requests.hpp"

#include "fields/operation_rules.hpp"

namespace roomkey {

std::optional<UserSortField> sort_field_named(std::string_view name) {
    struct Row {
        std::string_view name;
        UserSortField field;
    };
    constexpr Row rows[] = {
        {"userType", UserSortField::user_type},  {"adminType", UserSortField::admin_type},
        {"ldapAccount", UserSortField::account}, {"deptCode", UserSortField::department},
        {"status", UserSortField::status},       {"sortLevel", UserSortField::sort_level},
    };
    for (auto const& row : rows) {
        if (row.name == name) return row.field;
    }
    return std::nullopt;
}

namespace {

std::optional<UserKey> user_key_named(std::string_view name) {
    if (name == "USER_ID") return UserKey::id;
    if (name == "THIRD_ACCOUNT") return UserKey::third_account;
    return std::nullopt;
}

constexpr auto in_search = &SearchUsersRequest::search;
/// The list and its export differ in what they call their pages, and in what the list has besides.
template <std::size_t count, class... Further>
consteval auto bound_search(FieldRule const (&rules)[count], std::string_view offset,
                            std::string_view limit, Further... further_fields) {
    return bind<SearchUsersRequest>(
        rules, {field<in_search, &UserSearch::page, &PageRequest::offset>(offset),
                field<in_search, &UserSearch::page, &PageRequest::limit>(limit),
                field<in_search, &UserSearch::text>("searchKey"),
                converted<sort_field_named, in_search, &UserSearch::sort>("sortField"),
                field<in_search, &UserSearch::is_ascending>("isAsc"),
                field<in_search, &UserSearch::department_code>("deptCode"),
                field<in_search, &UserSearch::with_sub_departments>("enableSubDept"),
                field<in_search, &UserSearch::admin_type>("adminType"),
                field<in_search, &UserSearch::status>("status"),
                field<in_search, &UserSearch::types>("userType"),
                field<in_search, &UserSearch::with_inactive_terminals>("containsUnActive"),
                further_fields...});
}
constexpr auto search_fields = bound_search(
    rules::search_users, "offset", "limit", field<in_search, &UserSearch::account>("account"),
    // Deprecated by the vendor and without effect, but a malformed value is still an error.
    ignored("enableRoom"));
constexpr auto export_fields = bound_search(rules::export_users, "fromOffset", "maxRows");

constexpr auto show_fields = bind<ShowUserRequest>(
    rules::show_user_detail,
    {field<&ShowUserRequest::account>("account"), field<&ShowUserRequest::type>("accountType")});

constexpr auto new_details = &AddUserRequest::details;
constexpr auto add_fields = bind<AddUserRequest>(
    rules::add_user,
    {ignored("Idempotency-Key"), field<&AddUserRequest::name>("name"),
     field<&AddUserRequest::account>("account"),
     field<&AddUserRequest::third_account>("thirdAccount"), field<&AddUserRequest::password>("pwd"),
     field<&AddUserRequest::send_notify>("sendNotify"),
     field<new_details, &UserDetails::english_name>("englishName"),
     field<new_details, &UserDetails::phone>("phone"),
     field<new_details, &UserDetails::country>("country"),
     field<new_details, &UserDetails::email>("email"),
     field<new_details, &UserDetails::department_code>("deptCode"),
     field<new_details, &UserDetails::signature>("signature"),
     field<new_details, &UserDetails::title>("title"),
     field<new_details, &UserDetails::description>("desc"),
     field<new_details, &UserDetails::status>("status"),
     field<new_details, &UserDetails::sort_level>("sortLevel"),
     field<new_details, &UserDetails::hide_phone>("hidePhone"), ignored("function.enableRoom")});

constexpr auto which = &UpdateUserRequest::which;
constexpr auto changed_details = &UpdateUserRequest::details;
constexpr auto update_fields = bind<UpdateUserRequest>(
    rules::update_user,
    {field<which, &ShowUserRequest::account>("account"),
     field<which, &ShowUserRequest::type>("accountType"), field<&UpdateUserRequest::name>("name"),
     field<changed_details, &UserDetails::english_name>("englishName"),
     field<changed_details, &UserDetails::phone>("phone"),
     field<changed_details, &UserDetails::country>("country"),
     field<changed_details, &UserDetails::email>("email"),
     field<changed_details, &UserDetails::department_code>("deptCode"),
     field<changed_details, &UserDetails::signature>("signature"),
     field<changed_details, &UserDetails::title>("title"),
     field<changed_details, &UserDetails::description>("desc"),
     field<changed_details, &UserDetails::status>("status"),
     field<changed_details, &UserDetails::sort_level>("sortLevel"),
     field<changed_details, &UserDetails::hide_phone>("hidePhone"),
     // There are no personal meeting rooms here.
     ignored("vmrId")});

constexpr auto delete_fields = bind<UserBatchRequest>(
    rules::batch_delete_users,
    {field<&UserBatchRequest::accounts>("body"), field<&UserBatchRequest::type>("accountType")});
constexpr auto status_fields = bind<UserBatchRequest>(
    rules::batch_update_user_status,
    {field<&UserBatchRequest::accounts>("body"), field<&UserBatchRequest::type>("accountType"),
     field<&UserBatchRequest::status>("value")});

constexpr auto invited = &InviteUserRequest::details;
constexpr auto invite_fields = bind<InviteUserRequest>(
    rules::invite_user, {ignored("Idempotency-Key"), field<&InviteUserRequest::name>("name"),
                         field<&InviteUserRequest::contact>("contact"),
                         field<invited, &UserDetails::country>("country"),
                         field<invited, &UserDetails::department_code>("deptCode"),
                         field<invited, &UserDetails::title>("title"),
                         field<invited, &UserDetails::sort_level>("sortLevel"),
                         field<invited, &UserDetails::description>("desc")});

constexpr auto own_details = &UpdateMyInfoRequest::details;
constexpr auto my_fields = bind<UpdateMyInfoRequest>(
    rules::update_my_info, {field<&UpdateMyInfoRequest::name>("name"),
                            field<own_details, &UserDetails::english_name>("englishName"),
                            field<own_details, &UserDetails::signature>("signature"),
                            field<own_details, &UserDetails::title>("title"),
                            field<own_details, &UserDetails::description>("desc")});

constexpr auto list_fields = bind<UserListRequest>(
    rules::batch_show_user_details, {field<&UserListRequest::ids>("body[].id"),
                                     converted<user_key_named, &UserListRequest::key>("idType")});

constexpr auto update_password = bind<UpdatePasswordRequest>(
    rules::update_pwd, {field<&UpdatePasswordRequest::account>("account"),
                        field<&UpdatePasswordRequest::old_password>("oldPwd"),
                        field<&UpdatePasswordRequest::new_password>("newPwd")});
constexpr auto reset_password = bind<ResetPasswordRequest>(
    rules::reset_pwd_by_admin,
    {ignored("Idempotency-Key"), field<&ResetPasswordRequest::account>("account")});

}  // namespace

Fields<SearchUsersRequest> search_users_fields() { return search_fields; }
Fields<SearchUsersRequest> export_users_fields() { return export_fields; }
Fields<ShowUserRequest> show_user_fields() { return show_fields; }
Fields<AddUserRequest> add_user_fields() { return add_fields; }
Fields<UpdateUserRequest> update_user_fields() { return update_fields; }
Fields<UserBatchRequest> delete_users_fields() { return delete_fields; }
Fields<UserBatchRequest> update_user_status_fields() { return status_fields; }
Fields<InviteUserRequest> invite_user_fields() { return invite_fields; }
Fields<NoFields> show_my_info_fields() { return {}; }
Fields<UpdateMyInfoRequest> update_my_info_fields() { return my_fields; }
Fields<UserListRequest> show_user_details_fields() { return list_fields; }
Fields<UpdatePasswordRequest> update_password_fields() { return update_password; }
Fields<ResetPasswordRequest> reset_password_fields() { return reset_password; }

}  // namespace roomkey
