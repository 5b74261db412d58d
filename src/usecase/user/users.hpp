#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "security/password/password_hasher.hpp"
#include "security/token_maker.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/directory/corps.hpp"
#include "usecase/gate.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {

struct FoundUser {
    UserRow row;
    Secret code;  ///< Empty unless the account has an unspent code that the caller sees.
    bool is_code_seen = true;
};

struct ShownUser {
    UserRow row;
    std::optional<ShownCorp> corp;  ///< The enterprise of users who look at themselves.
};

/// One line of an address book.
struct ListedUser {
    std::string id;              ///< As it was asked for, if there is no such user.
    std::optional<UserRow> row;  ///< Empty: there is none. The phone as the actor may see it.
};

struct InvitedUser {
    bool existed = false;
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

/// Users and terminal accounts. Errors: those of the gate; `account_unknown` for an account that
/// the enterprise does not have; `department_unknown`; besides those named.
class Users {
public:
    Users(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens,
          PasswordHasher& passwords)
        : gate_(gate), issue_(issue), tokens_(tokens), passwords_(passwords) {}

    /// One page of users, terminal accounts with their codes included.
    Result<Page<FoundUser>> search(SearchUsersRequest const& request, Actor const& actor) const;
    Result<ShownUser> show(ShowUserRequest const& request, Actor const& actor) const;
    /// The caller; for an operator the default administrator.
    Result<ShownUser> show_own(NoFields const& request, Actor const& actor) const;
    /// One line for each id, in their order.
    Result<std::vector<ListedUser>> show_all(UserListRequest const& request,
                                             Actor const& actor) const;

    /// Makes a user with a first password, and queues notices that carry it unless the request says
    /// otherwise. `account_exists`, `third_account_exists`; those of a first password.
    Result<ShownUser> add(AddUserRequest const& request, Actor const& actor) const;
    /// Likewise, unless the enterprise has a user with this contact.
    Result<InvitedUser> invite(InviteUserRequest const& request, Actor const& actor) const;
    /// A bound device is told that it is `updated`. A status is set as by `set_status`.
    Result<ShownUser> update(UpdateUserRequest const& request, Actor const& actor) const;
    Status update_own(UpdateMyInfoRequest const& request, Actor const& actor) const;
    /// All or none. A disabled account's tokens open nothing, and its terminal is unbound. Enabling
    /// it again does not bind it again. `default_admin_protected` for the default administrator.
    Status set_status(UserBatchRequest const& request, Actor const& actor) const;
    /// All or none. Unbinds the terminals among them. `default_admin_protected` as above.
    Status remove(UserBatchRequest const& request, Actor const& actor) const;

    /// Whether the enterprise has this account; for a `Repetition`.
    Result<bool> exists(Reader& reader, Permit const& permit, std::string const& account) const;

    // For an operator.
    /// `search` without the codes, which need keys.
    Result<Page<UserRow>> list(UserSearch const& search, Actor const& actor) const;
    /// `account_exists`, `third_account_exists`, `invalid_parameter`.
    Result<CreatedUser> create(NewUser const& request, Actor const& actor) const;
    Status set_disabled(std::string const& account, bool is_disabled) const;
    Status remove(std::string const& account) const;
    Status rename(std::string const& account, std::string const& name) const;

private:
    struct Draft {
        User user;  ///< Without what the transaction knows.
        Secret password;
    };
    /// All that a new user needs and that takes no transaction.
    Result<Draft> draft(AddUserRequest const& request, Permit const& permit,
                        ContactFieldNames const& names) const;
    Status insert(Change& change, Draft& draft, ContactFieldNames const& names, bool is_told) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
    PasswordHasher& passwords_;
};

/// The user of the permit's enterprise that is meant, held if it is to be changed.
/// `account_unknown`.
Result<User> known_user(Reader& reader, Permit const& permit, ShowUserRequest const& which);

/// A search as its list is read: within the permit's reach, and as of now.
UserSearch listed(UserSearch search, Permit const& permit);

/// What accounts of this type are looked up by.
inline UserName name_kind(AccountType type) {
    return type == AccountType::account ? UserName::account : UserName::third_account;
}

/// An operator's choice of a password: the rule of AddUser's field, and nothing of what AddUser
/// asks besides.
Status check_operator_password(Secret const& password);

}  // namespace roomkey
