#pragma once

#include <optional>
#include <string>

#include "storage/store.hpp"

// Within a change the row of a user is held from the time it is found: it stands for all that
// belongs to the account, and every change to any of that holds it first.
namespace roomkey {

Result<std::optional<User>> find_user(Reader& reader, UserId const& id);
Result<std::optional<User>> find_user_by_account(Reader& reader, std::string const& account);
Result<std::optional<User>> find_user_by_third_account(Reader& reader, CorpId const& corp,
                                                       std::string const& third_account);
/// One that has this email, whatever the case of ASCII letters, or this phone; empty: none.
Result<std::optional<User>> find_user_by_contact(Reader& reader, CorpId const& corp,
                                                 std::string const& email,
                                                 std::string const& phone);
/// The hard terminal with this serial number, which is not empty.
Result<std::optional<User>> find_user_by_serial_number(Reader& reader, CorpId const& corp,
                                                       std::string const& serial_number);
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
