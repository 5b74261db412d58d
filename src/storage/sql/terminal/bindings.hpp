#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

/// Makes `binding` the live one. False if the account has a live binding.
Result<bool> insert_binding(Transaction& tx, Binding const& binding, Credential const& credential);
/// Ends the live binding of the account, if any; returns its id.
Result<std::optional<BindingId>> end_binding(Transaction& tx, UserId const& user,
                                             UnbindReason reason, Instant at);
/// The account of the device that called itself `sn` and was last seen from `network`, also if it
/// has been unbound since; of several the latest. Serial numbers are what devices say, so only from
/// the network as well can an attempt be told to somebody.
Result<std::optional<User>> find_user_of_device(Reader& reader, std::string const& sn,
                                                std::string const& network);
Status touch_binding(Transaction& tx, BindingId const& id, Instant seen_at,
                     std::string const& seen_from);
/// Remembers that the audit trail noted what looks like a second device.
Status mark_noted(Transaction& tx, BindingId const& id, Instant at);
/// More than these are not named one by one: it costs less to look at all that are watched.
constexpr std::int64_t bindings_named_max = 1'000;
/// The live bindings of an enterprise, for those that watch them; empty if there are more than
/// that.
Result<std::optional<std::vector<BindingId>>> bindings_of(Reader& reader, CorpId const& corp);

/// The binding that this credential belongs to, ended ones too.
Result<std::optional<CredentialFacts>> find_credential(Reader& reader, Digest const& hash);
/// Adds a further, new credential, in place of an earlier unused one.
Status renew_credential(Transaction& tx, Credential const& credential);
/// Confirms this fresh credential, which supersedes the confirmed one of its binding; all others
/// are removed.
Status confirm_credential(Transaction& tx, Digest const& hash, BindingId const& binding);

}  // namespace roomkey
