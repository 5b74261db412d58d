#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

/// The session whose access token has this hash, with its user; ended and lapsed ones too.
Result<std::optional<SessionFacts>> find_session(Reader& reader, Digest const& access_hash);
Result<std::optional<SessionFacts>> find_session_by_refresh(Reader& reader,
                                                            Digest const& refresh_hash);
/// The session whose refresh tokens begin like this.
Result<std::optional<SessionFacts>> find_session_by_family(Reader& reader,
                                                           std::string const& family);
Status insert_session(Transaction& tx, Session const& session);
/// Saves hashes, times and `ended` of `session` over `found`. The work is run again if another
/// changed that since it was found.
Status update_session(Transaction& tx, Session const& found, Session const& session);
/// Notes that a live session was used then, and when it ends if it is not used again. Does nothing
/// if it has ended, or a later use is noted.
Status note_session_use(Transaction& tx, Digest const& access_hash, Instant seen_at,
                        Instant expires_at);
/// Those of the user that are live: they did not end and can still be used or refreshed. Newest
/// first; as many as a user may have.
Result<std::vector<Session>> list_sessions(Reader& reader, UserId const& user, Instant now);
/// Marks the oldest live sessions of this user and client type displaced, until at most `keep` are
/// live. Live is what did not end and can still be used or refreshed.
Status displace_sessions(Transaction& tx, UserId const& user, int client_type, int keep,
                         Instant now);
/// Ends all live sessions of the user as signed out, except the one with this access token.
Status end_sessions(Transaction& tx, UserId const& user, std::optional<Digest> const& kept = {});
/// False if this app used the nonce before. `expires_at` is when it may be forgotten; empty: not
/// before the app has another key.
Result<bool> insert_nonce(Transaction& tx, AppId const& app, Digest const& nonce_hash,
                          std::optional<Instant> expires_at);
/// Whether `insert_nonce` would be refused.
Result<bool> has_nonce(Reader& reader, AppId const& app, Digest const& nonce_hash);
/// For an app whose key is gone, and with it all that was signed by it.
Status forget_nonces(Transaction& tx, AppId const& app);

/// Selects what `read_session_facts` reads, of the rows of `session s` that `condition` is true of.
std::string select_session_facts(char const* condition);
SessionFacts read_session_facts(Row& row);

}  // namespace roomkey
