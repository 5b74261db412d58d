#pragma once

#include <optional>

#include "storage/store.hpp"

namespace roomkey {

/// Makes `binding` the live one. False if the account has a live binding.
Result<bool> insert_binding(Transaction& tx, Binding const& binding, Credential const& credential);
/// Ends the live binding of the account, if any; returns its id.
Result<std::optional<BindingId>> end_binding(Transaction& tx, UserId const& user,
                                             UnbindReason reason, Instant at);
Status touch_binding(Transaction& tx, BindingId const& id, Instant seen_at);
/// The binding that this credential belongs to, ended ones too.
Result<std::optional<CredentialFacts>> find_credential(Reader& reader, Digest const& hash);

}  // namespace roomkey
