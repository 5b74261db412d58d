#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"
#include "fields/binding.hpp"
#include "security/password_hasher.hpp"
#include "security/token_maker.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct SearchUsersRequest {
    UserSearch search;  ///< `corp_id` is filled in by the use case.
};

Fields<SearchUsersRequest> search_users_fields();

struct FoundUser {
    UserRow row;
    Secret code;  ///< Empty unless the account has an unspent code.
};

struct NewUser {
    std::string account;
    std::string name;           ///< Empty: the account, which then has to fit a name.
    std::string third_account;  ///< Empty: none.
    bool is_administrator = false;
    std::optional<Secret> password;  ///< Absent: one is made.
};

struct CreatedUser {
    User user;
    Secret password;  ///< Shown this once.
};

/// Users and terminal accounts. Errors: those of the gate; `account_unknown` where an account is
/// not there; besides those named.
class Users {
public:
    Users(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens,
          PasswordHasher& passwords)
        : gate_(gate), issue_(issue), tokens_(tokens), passwords_(passwords) {}

    /// One page of users, terminal accounts with their codes included.
    Result<Page<FoundUser>> search(SearchUsersRequest const& request, Actor const& actor) const;

    // For an operator.
    /// The same without the codes, which need keys.
    Result<Page<UserRow>> list(UserSearch const& search, Actor const& actor) const;
    /// `account_exists`, `invalid_parameter`.
    Result<CreatedUser> create(NewUser const& request, Actor const& actor) const;
    /// A disabled account's tokens open nothing, and its terminal is unbound. Enabling it again
    /// does not bind it again. `default_admin_protected` for the default administrator.
    Status set_disabled(std::string const& account, bool is_disabled) const;
    /// Unbinds the terminal, if it is one. `default_admin_protected` as above.
    Status remove(std::string const& account) const;
    /// Ends the account's sessions and its lock as well. Absent: a password is made.
    Result<Secret> set_password(std::string const& account, std::optional<Secret> password) const;
    /// The device is notified by the event `updated`.
    Status rename(std::string const& account, std::string const& name) const;

private:
    Gate const& gate_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
    PasswordHasher& passwords_;
};

}  // namespace roomkey
