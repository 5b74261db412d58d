#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey {

/// Kinds of users; the numbers are the wire's (contract, userType).
enum class UserType : std::uint8_t {
    member = 2,
    smart_tv = 12,
    idea_hub = 13,
    smart_rooms = 14,
};

/// The numbers are the wire's (contract, adminType).
enum class AdminType : std::uint8_t { default_admin = 0, admin = 1, none = 2 };

/// The numbers are the wire's (contract, status).
enum class AccountStatus : std::uint8_t { normal = 0, disabled = 1 };

/// A person or a terminal account. Of these, type 12 to 14 are terminals.
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
    UserType type = UserType::member;
    AdminType admin_type = AdminType::none;
    AccountStatus status = AccountStatus::normal;
    int sort_level = 10000;  ///< Address-book order, 1..10000; the contract's default.
    bool hide_phone = false;
    std::string
        password_hash;  ///< Argon2id in its encoded form; empty if the user has no password.
    Instant created_at{};
};

inline bool is_terminal(UserType type) { return type != UserType::member; }

/// "Enterprise administrator" of the contract: default or ordinary, enabled.
inline bool is_administrator(User const& user) {
    return user.type == UserType::member && user.admin_type != AdminType::none &&
           user.status == AccountStatus::normal;
}

}  // namespace roomkey
