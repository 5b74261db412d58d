#pragma once

#include <string>

#include "storage/store.hpp"

namespace roomkey {

/// All zero if there are none. Within a change the counter is held until its end. Callers that ask
/// for several begin with those of an account.
Result<FailureCount> find_sign_in_failures(Reader& reader, SignInKey const& key);
/// A count of 0 removes them.
Status save_sign_in_failures(Transaction& tx, SignInKey const& key, FailureCount const& failures);
/// Those of an account name, from whatever source; wrong one-time passwords stay.
Status clear_sign_in_failures(Transaction& tx, std::string const& account);

/// What wrong one-time passwords of an account are counted by: those of a source that it used right
/// ones from, or, if `source` is empty, those of all others together.
SignInKey totp_key(std::string const& account, std::string const& source);
Status clear_totp_failures(Transaction& tx, std::string const& account);

/// Whether this account name signed in successfully from `source` at `since` or later.
Result<bool> has_signed_in_from(Reader& reader, SignInKey const& key, Instant since);
/// Remembers that `key.account` signed in successfully from `key.source`, and forgets its sources
/// but for the latest `sign_in_sources_max`, and as many where it used a one-time password.
Status save_sign_in_source(Transaction& tx, SignInKey const& key, Instant used_at);
// Likewise, with a one-time password.
Result<bool> has_used_totp_from(Reader& reader, SignInKey const& key, Instant since);
Status save_totp_source(Transaction& tx, SignInKey const& key, Instant used_at);

}  // namespace roomkey
