#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/user.hpp"
#include "security/sealer.hpp"

namespace roomkey {

/// Takes a one-time password of this user, which is then not accepted again once the user is
/// saved; false if it is wrong. The user has a key, and is held by the transaction, so that of two
/// that bring the same one, on whatever nodes, one finds it taken. It bounds nothing: what
/// strangers can try goes through `SignInGuard`.
Result<bool> take_totp(Sealer const& sealer, User& user, Secret const& code, Instant now);

}  // namespace roomkey
