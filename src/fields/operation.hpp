#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "fields/field_rule.hpp"

namespace roomkey {

/// Who may call an operation.
enum class Access : std::uint8_t {
    open,                   ///< Carries its own proof, or needs none.
    signed_in,              ///< A live access token; for some a refresh token.
    administrator,          ///< Whose role has the operation's permission.
    default_administrator,  ///< Of type 0.
    terminal,               ///< A terminal's credential.
    operator_only,          ///< Nobody over HTTP; the operator at the command line.
};

/// What an operation that administrators may call is about, so that a role can have a part of them.
enum class Permission : std::uint8_t {
    none,     ///< Of every other access.
    look,     ///< At accounts, terminals, messages, jobs.
    reset,    ///< Codes of terminals that are there, and what brings them to their screens.
    create,   ///< Terminals.
    manage,   ///< Change and delete terminals, users, departments.
    oversee,  ///< Look at the enterprise as a whole: its data, its roles, its audit trail.
    govern,   ///< Change that.
};

enum class BodyKind : std::uint8_t { none, object, array };

/// An operation as the API document describes it. All of them are made from the document at build
/// (fields/operation_rules.hpp).
struct Operation {
    std::string_view name;       ///< operationId; for logs, metrics and documents.
    std::string_view method;     ///< Of HTTP.
    std::string_view path;       ///< Template, such as /v1/.../{account}/reset.
    std::string_view summary{};  ///< In English.
    Access access = Access::open;
    BodyKind body = BodyKind::none;
    std::string_view audit{};            ///< Its name in audit records.
    std::span<FieldRule const> rules{};  ///< Of its fields.
    /// The cookie of a console session is accepted in place of an access token.
    bool takes_console_session = false;
    /// So is one whose user has yet to replace a password that somebody else chose.
    bool is_before_own_password = false;
    /// So is one whose user has yet to set up one-time passwords that the enterprise demands.
    bool is_before_totp = false;
    /// What a role must have to let its holder do it; for `Access::administrator`.
    Permission permission = Permission::none;
    /// It makes something new each time: an Idempotency-Key would promise what is not kept.
    bool refuses_idempotency_key = false;
};

/// An operation that only the command line has; `audit` is its name in audit records.
constexpr Operation operator_only(std::string_view audit) {
    return {audit, {}, {}, {}, Access::operator_only, BodyKind::none, audit};
}

}  // namespace roomkey
