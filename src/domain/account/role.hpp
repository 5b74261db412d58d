#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.hpp"

namespace roomkey {

/// What a user may do beyond their own affairs (usecase/user/permissions.hpp). The numbers are the
/// database's; the first three are the vendor's adminType as well.
enum class Role : std::uint8_t {
    default_administrator = 0,
    administrator = 1,  ///< Of the whole enterprise.
    none = 2,
    department_administrator = 3,  ///< Called "administrator", too; no administrator to the vendor.
    terminal_operator = 4,
    help_desk = 5,
    auditor = 6,
};

/// "administrator", "operator", "help_desk", "auditor", "none"; "default_administrator".
std::string_view wire_name(Role role);
/// The role of this name that can be given, for the whole enterprise or for departments. Empty if
/// there is none.
std::optional<Role> role_named(std::string_view name, bool is_of_departments);

// Codes of departments as one text; no code has a '#'.
std::string joined_departments(std::vector<std::string> const& codes);
std::vector<std::string> split_departments(std::string_view joined);

/// What of an enterprise can be found: all of it, or what is in some departments and below them. To
/// everybody else the rest does not exist.
struct Reach {
    Reach() = default;
    /// The whole enterprise.
    Reach(CorpId corp) : corp_id(std::move(corp)) {}

    [[nodiscard]] bool is_whole() const { return departments.empty(); }
    /// Whether the department with this path (`Department::code_path`) is one of them, or below.
    [[nodiscard]] bool covers(std::string_view code_path) const;

    CorpId corp_id;
    std::vector<std::string> departments;  ///< Empty: the whole enterprise.
    /// Whose reach it is. Jobs are in no department: with departments only the holder's are found.
    UserId holder;
};

}  // namespace roomkey
