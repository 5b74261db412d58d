#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/store.hpp"

// Within a change the row of a user is held from the time it is found: it stands for all that
// belongs to the account, and every change to any of that holds it first. What an enterprise asks
// for by a name of the whole service is found within the enterprise only, so that nobody can wait
// for, or hold, the rows of another.
namespace roomkey {

Result<std::optional<User>> find_user(Reader& reader, UserId const& id);
Result<std::optional<User>> find_user_by_account(Reader& reader, std::string const& account);
/// The same, if it is of this enterprise.
Result<std::optional<User>> find_user_by_account(Reader& reader, Reach const& reach,
                                                 std::string const& account);
/// The enterprise of this account; empty if there is none. The account is not held.
Result<CorpId> find_corp_of_account(Reader& reader, std::string const& account);
/// Whether an account has this name, or one that differs from it in the case of ASCII letters
/// alone. Another change with such a name waits until this one has ended.
Result<bool> is_account_taken(Transaction& tx, std::string const& account);
Result<std::optional<User>> find_user_by_third_account(Reader& reader, Reach const& reach,
                                                       std::string const& third_account);
/// One that has this email, whatever the case of ASCII letters, or this phone; empty: none.
Result<std::optional<User>> find_user_by_contact(Reader& reader, Reach const& reach,
                                                 std::string const& email,
                                                 std::string const& phone);
/// The hard terminal with this serial number, which is not empty.
Result<std::optional<User>> find_user_by_serial_number(Reader& reader, Reach const& reach,
                                                       std::string const& serial_number);
/// Whether a hard terminal has these digits, of which no zero is the first of several, as its
/// serial number, with zeros in front.
Result<bool> has_serial_number_behind_zeros(Reader& reader, Reach const& reach,
                                            std::string const& digits);
/// What users of an enterprise can be named by in a batch.
enum class UserName : std::uint8_t { account, third_account, serial_number };

/// Within a change: holds those that have one of the names, in an order that does not depend on how
/// they are named. Every batch begins so; two of them that have users in common then wait for each
/// other at the first of these, and not each at another.
Status hold_users(Reader& reader, CorpId const& corp, UserName kind,
                  std::vector<std::string> const& names);
/// The same for ids.
Status hold_users(Reader& reader, std::vector<UserId> ids);
Result<std::optional<User>> find_default_admin(Reader& reader, CorpId const& corp);
/// False if the account, the third-party id, the serial number or the number is taken.
Result<bool> insert_user(Transaction& tx, User const& user);
/// Saves every field but id, corp_id and created_at. `account_exists` if the account or the
/// third-party id is another user's. Nothing happens if there is no such user.
Status update_user(Transaction& tx, User const& user);
/// Removes the user, and with it sessions, replays, terminal record, code and unsent notices.
/// Bindings, which the caller ends first, stay on record, so that a device can learn why.
Status delete_user(Transaction& tx, UserId const& id);

}  // namespace roomkey
