#pragma once

#include "storage/store.hpp"

// What searches find an account by, folded, in a table of its own: small, so that a search reads
// few pages, and apart from the row that every reset holds. The engine's index of substrings is
// made of it.
namespace roomkey {

UserText user_text_of(User const& user);

/// For a user that was just inserted.
Status insert_user_text(Transaction& tx, User const& user);
/// Does nothing if what is searched stays as it is.
Status update_user_text(Transaction& tx, User const& user);
/// Before the user is deleted.
Status delete_user_text(Transaction& tx, UserId const& id);

}  // namespace roomkey
