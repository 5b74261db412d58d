#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "domain/account/single_sign_on.hpp"
#include "domain/notice.hpp"
#include "domain/user.hpp"

namespace roomkey {

/// How a code is written.
struct CodeFormat {
    enum class Alphabet : std::uint8_t {
        decimal = 0,      ///< `length` decimal digits.
        crockford32 = 1,  ///< 15 Crockford base-32 characters and one check character.
    };
    Alphabet alphabet = Alphabet::decimal;
    int length = 11;  ///< Characters. The vendor's published example has 11 digits.

    friend bool operator==(CodeFormat const&, CodeFormat const&) = default;
};

constexpr int decimal_code_length_min = 8;
constexpr int decimal_code_length_max = 16;
constexpr int crockford_code_length = 16;

constexpr Duration code_validity_default = std::chrono::days{10};
constexpr Duration code_validity_min = std::chrono::minutes{1};
constexpr Duration code_validity_max = std::chrono::days{365};

/// What an enterprise decides for itself.
struct CorpPolicy {
    Duration code_validity = code_validity_default;
    CodeFormat code_format;
    bool auto_user_create = true;  ///< An app-ID sign-in with an unknown userId creates the user.
    bool strict_nonces = false;  ///< A nonce is accepted once within the lifetime of its signature.
    bool enable_sms = true;
    Language language = Language::zh_cn;  ///< Of messages, unless the request asks for another.
    /// IANA name of the zone in which messages say times. Empty: Beijing's in Chinese, UTC in
    /// English.
    std::string time_zone;
    bool requires_totp = false;  ///< A session of the console needs a second factor.
    SingleSignOn single_sign_on = SingleSignOn::off;
};

/// How many enabled accounts of each type an enterprise may have, as its operator decides.
struct ResourceLimits {
    static constexpr int unlimited = std::numeric_limits<int>::max();
    static constexpr int max = 1'000'000;  ///< The largest one that can be set.

    int members = unlimited;
    int hard_terminals = unlimited;
    int smart_tvs = unlimited;
    int idea_hubs = unlimited;
    int smart_rooms = unlimited;

    template <class Limits>
    static constexpr auto& of(Limits& limits, UserType type) {
        switch (type) {
            case UserType::hard_terminal:
                return limits.hard_terminals;
            case UserType::smart_tv:
                return limits.smart_tvs;
            case UserType::idea_hub:
                return limits.idea_hubs;
            case UserType::smart_rooms:
                return limits.smart_rooms;
            case UserType::member:
                break;
        }
        return limits.members;
    }

    friend bool operator==(ResourceLimits const&, ResourceLimits const&) = default;
};

/// What an account of a type takes.
struct Resource {
    UserType type;
    std::string_view wire_name;  ///< Of SearchCorpResources.
};

inline constexpr std::array<Resource, 5> all_resources{{
    {UserType::member, "SOFT"},
    // The operator's limit is one for all kinds of them.
    {UserType::hard_terminal, "HARD_1080P"},
    {UserType::smart_tv, "HUAWEI_VISION"},
    {UserType::idea_hub, "IDEA_HUB"},
    {UserType::smart_rooms, "ROOM"},
}};

/// An enterprise.
struct Corp {
    CorpId id;
    std::string name;
    std::string address;
    CorpPolicy policy;
    ResourceLimits limits;
    Instant created_at{};
};

/// The code of the department that every enterprise has (`contract`: the root is "1").
constexpr char const* root_department = "1";

struct Department {
    CorpId corp_id;
    std::string code;
    std::string parent_code;  ///< Empty for the root.
    std::string name;
    std::string code_path;  ///< Codes from the root, joined with '#'.
    std::string name_path;  ///< Names from the root, joined with '#'.
    std::string note;
    int sort_level = 10000;  ///< Order among siblings, lower first.
    // As on the wire; roomkey keeps them for clients and goes by none of them.
    std::string in_permission = "UNLIMITED";
    std::string out_permission = "UNLIMITED";
};

// The contract's limits of AddDepartment.
constexpr int department_levels_max = 10;
constexpr int department_children_max = 100;
constexpr int departments_max = 10000;

}  // namespace roomkey
