#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/password_hasher.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

struct NewUser {
    CorpId corp_id;
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

/// Users and terminal accounts, for the operator at the command line. `account_unknown` where an
/// account is not there.
class OperateUsers {
public:
    OperateUsers(Store& store, Clock const& clock, TokenMaker const& tokens,
                 PasswordHasher& passwords, TerminalFeed& feed)
        : store_(store), clock_(clock), tokens_(tokens), passwords_(passwords), feed_(feed) {}

    /// `corp_unknown`, `account_exists`, `invalid_parameter`.
    Result<CreatedUser> create(NewUser const& request);
    /// A disabled account's tokens open nothing, and its terminal is unbound. Enabling it again
    /// does not bind it again. `default_admin_protected` for the default administrator.
    Status set_disabled(std::string const& account, bool is_disabled);
    /// Unbinds the terminal, if it is one. `default_admin_protected` as above.
    Status remove(std::string const& account);
    /// Ends the account's sessions and its lock as well. Absent: a password is made.
    Result<Secret> set_password(std::string const& account, std::optional<Secret> password);
    /// The device is told that it is `updated`.
    Status rename(std::string const& account, std::string const& name);
    Result<Page<UserRow>> list(UserSearch const& search);

private:
    Store& store_;
    Clock const& clock_;
    TokenMaker const& tokens_;
    PasswordHasher& passwords_;
    TerminalFeed& feed_;
};

}  // namespace roomkey
