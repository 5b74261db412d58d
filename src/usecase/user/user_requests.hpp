#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "domain/account/terminal_labels.hpp"
#include "fields/binding.hpp"
#include "storage/sql/directory/user_search.hpp"

// What can be asked of users and their passwords, as the API document describes it.
namespace roomkey {

/// How an account is named. The numbers are the wire's (contract, accountType).
enum class AccountType : std::uint8_t { account = 0, third_account = 1 };

/// What can be said of a user whether it is new or not; absent: as it was, or the default.
struct UserDetails {
    std::optional<std::string> english_name;
    std::optional<std::string> phone;
    std::optional<std::string> country;
    std::optional<std::string> email;
    std::optional<std::string> department_code;
    std::optional<std::string> signature;
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::optional<AccountStatus> status;
    std::optional<int> sort_level;
    std::optional<bool> hide_phone;
};

/// sortField: "ldapAccount" and so on; empty if there is none of this name.
std::optional<UserSortField> sort_field_named(std::string_view name);

struct SearchUsersRequest {
    UserSearch search;  ///< See `listed`.
};

struct ShowUserRequest {
    std::string account;
    AccountType type = AccountType::account;
};

struct AddUserRequest {
    std::string name;
    std::optional<std::string> account;  ///< Made if absent.
    std::string third_account;           ///< Empty: none.
    std::optional<Secret> password;      ///< Made if absent.
    std::string send_notify;             ///< "0": the user is told nothing.
    UserDetails details;
};

struct UpdateUserRequest {
    ShowUserRequest which;
    std::optional<std::string> name;
    UserDetails details;
    LabelChange labels;  ///< Of a terminal; not of the API, but of rows of jobs.
};

struct UserBatchRequest {
    std::vector<std::string> accounts;
    AccountType type = AccountType::account;
    AccountStatus status = AccountStatus::normal;  ///< Of a change of it.
};

struct InviteUserRequest {
    std::string name;
    std::string contact;  ///< Email or phone.
    UserDetails details;
};

struct UpdateMyInfoRequest {
    std::string name;
    UserDetails details;
};

struct UserListRequest {
    std::vector<std::string> ids;
    UserKey key = UserKey::id;
};

struct UpdatePasswordRequest {
    std::string account;
    Secret old_password;
    Secret new_password;
};

struct ResetPasswordRequest {
    std::string account;
};

Fields<SearchUsersRequest> search_users_fields();
Fields<SearchUsersRequest> export_users_fields();
Fields<ShowUserRequest> show_user_fields();
Fields<AddUserRequest> add_user_fields();
Fields<UpdateUserRequest> update_user_fields();
Fields<UserBatchRequest> delete_users_fields();
Fields<UserBatchRequest> update_user_status_fields();
Fields<InviteUserRequest> invite_user_fields();
Fields<NoFields> show_my_info_fields();
Fields<UpdateMyInfoRequest> update_my_info_fields();
Fields<UserListRequest> show_user_details_fields();
Fields<UpdatePasswordRequest> update_password_fields();
Fields<ResetPasswordRequest> reset_password_fields();

}  // namespace roomkey
