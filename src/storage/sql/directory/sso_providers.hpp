#pragma once

#include <optional>
#include <vector>

#include "domain/account/single_sign_on.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Within a change the row is held.
Result<std::optional<SsoProvider>> find_sso_provider(Reader& reader, CorpId const& corp);
/// Inserts it, or replaces all of it but the enterprise.
Status save_sso_provider(Transaction& tx, SsoProvider const& provider);
Status delete_sso_provider(Transaction& tx, CorpId const& corp);

/// People of the enterprise whom `text` names; two at most, since more make no difference. The
/// case of ASCII letters does not matter in an email.
Result<std::vector<User>> find_users_matching(Reader& reader, CorpId const& corp, MatchedBy by,
                                              std::string const& text);

/// Notes that the sign-in with this state has come back. False if it had before.
Result<bool> spend_sso_state(Transaction& tx, Digest const& state_hash, Instant expires_at);
/// Notes whom a spent state is to sign in once a second factor is shown; empty: nobody any more.
Status set_sso_user(Transaction& tx, Digest const& state_hash, UserId const& user);
/// Whom; empty if nobody. Within a change the row is held.
Result<UserId> find_sso_user(Reader& reader, Digest const& state_hash, Instant now);

}  // namespace roomkey
