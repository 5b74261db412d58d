#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "domain/account/role.hpp"

namespace roomkey {

/// Kinds of users; the numbers are the wire's (contract, userType).
enum class UserType : std::uint8_t {
    member = 2,
    hard_terminal = 10,
    smart_tv = 12,
    idea_hub = 13,
    smart_rooms = 14,
};
inline constexpr std::array<UserType, 5> all_user_types{UserType::member, UserType::hard_terminal,
                                                        UserType::smart_tv, UserType::idea_hub,
                                                        UserType::smart_rooms};

/// The numbers are the wire's (contract, adminType).
enum class AdminType : std::uint8_t { default_admin = 0, admin = 1, none = 2 };

/// The numbers are the wire's (contract, status).
enum class AccountStatus : std::uint8_t { normal = 0, disabled = 1 };

/// A person or a terminal account. All but type 2 are terminals.
struct User {
    UserId id;
    CorpId corp_id;
    std::string account;  ///< userAccount, unique in the whole service.
    std::string name;
    std::string english_name;
    std::string phone;
    std::string country;
    std::string email;
    std::string department_code;
    std::string title;
    std::string signature;
    std::string description;
    std::string third_account;  ///< The third-party user id of app-ID users; empty if none.
    std::string serial_number;  ///< Of a hard terminal, unique in the enterprise; may be empty.
    std::string number;         ///< Of a hard terminal: its SIP number, unique in the service.
    UserType type = UserType::member;
    Role role = Role::none;
    std::string role_departments;  ///< `joined_departments`; empty: the role is of all.
    AccountStatus status = AccountStatus::normal;
    int sort_level = 10000;  ///< Address-book order, 1..10000; the contract's default.
    bool hide_phone = false;
    std::string
        password_hash;  ///< Argon2id in its encoded form; empty if the user has no password.
    std::string earlier_passwords;  ///< Likewise, newest first, a line each.
    Instant password_changed_at{};  ///< By the user; the epoch while it is another's choice.
    Bytes sealed_totp;              ///< The key of one-time passwords; empty if there is none.
    /// The step whose code was accepted last (security/factor/totp); 0 until the first one proved
    /// that the user has the key.
    std::int64_t totp_step = 0;
    Instant updated_at{};  ///< The epoch until it is changed for the first time.
    Instant created_at{};

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in every defaulted comparison.
    friend bool operator==(User const&, User const&) = default;
};

/// Whether the user has yet to replace a password that somebody else chose.
inline bool has_initial_password(User const& user) {
    return !user.password_hash.empty() && user.password_changed_at == Instant{};
}

/// Whether the user has to show a second factor to sign in to the console.
inline bool has_totp(User const& user) { return user.totp_step > 0; }

inline bool is_terminal(UserType type) { return type != UserType::member; }

/// Terminals whose codes administrators see. Those of hard terminals are only sent.
inline bool is_vision_terminal(UserType type) {
    return is_terminal(type) && type != UserType::hard_terminal;
}

/// "Enterprise administrator" of the contract: default or ordinary, enabled.
inline bool is_administrator(User const& user) {
    bool const has_role =
        user.role == Role::default_administrator || user.role == Role::administrator;
    return user.type == UserType::member && has_role && user.status == AccountStatus::normal;
}

/// What the vendor's clients are told: only administrators of the whole enterprise are any.
inline AdminType admin_type_of(User const& user) {
    switch (user.role) {
        case Role::default_administrator:
            return AdminType::default_admin;
        case Role::administrator:
            return AdminType::admin;
        default:
            return AdminType::none;
    }
}

/// What the user can find in the enterprise by that role.
inline Reach reach_of(User const& user) {
    Reach reach(user.corp_id);
    reach.departments = split_departments(user.role_departments);
    reach.holder = user.id;
    return reach;
}

}  // namespace roomkey
