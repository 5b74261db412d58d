#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/user.hpp"

// The contract's rules of AddUser and UpdatePwd that are about more than length and characters.
namespace roomkey {

/// How many passwords before the present one cannot be chosen again.
constexpr std::size_t earlier_passwords_max = 3;
constexpr Duration password_change_pause = std::chrono::minutes{5};

/// For a password that an administrator chose: `password_too_simple`, `password_contains_account`
/// if it is the account or its reverse.
Status check_first_password(Secret const& password, std::string_view account);

/// For one that users choose themselves, in place of `old`: `password_too_simple`,
/// `password_repetitive`, `password_contains_account`, `password_too_similar`.
Status check_next_password(Secret const& password, Secret const& old, std::string_view account);

/// `password_changed_recently` if the user changed it within the pause.
Status check_password_pause(User const& user, Instant now);

/// The hashes that a new password must not match: the present one and the earlier ones.
std::vector<std::string> recent_passwords(User const& user);
/// Puts `hash` in the place of the present password, which becomes an earlier one.
void replace_password(User& user, std::string hash);

}  // namespace roomkey
