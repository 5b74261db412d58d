#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace roomkey {

/// Why something was refused or failed: a closed list. `domain/error` alone knows its HTTP status,
/// error code and message; `reason_name` is the stable word that programs and metrics see.
enum class ErrorCode : std::uint8_t {
    // What the caller sent.
    invalid_parameter = 1,
    idempotency_key_reused,
    replay_outdated,
    route_unknown,
    method_not_allowed,
    media_type_unsupported,
    body_too_large,
    header_too_large,
    request_line_too_long,
    request_malformed,
    request_timed_out,
    // Who the caller is.
    token_missing,
    token_invalid,
    token_displaced,
    not_permitted,
    default_admin_needed,
    cross_site_request,
    password_change_needed,
    totp_enrolment_needed,
    // Signing in.
    app_id_rejected,
    signature_expired,
    nonce_reused,
    registration_not_allowed,
    registration_limit_reached,
    credentials_wrong,
    account_disabled,
    account_locked,
    session_unknown,
    totp_needed,
    totp_wrong,
    totp_enrolled,
    totp_not_begun,
    sso_required,
    sso_unavailable,
    sso_refused,
    sso_not_tried,
    sso_way_in_needed,
    // Accounts, departments, codes.
    account_unknown,
    account_exists,
    user_not_ordinary,
    third_account_exists,
    user_limit_reached,
    terminal_limit_reached,
    terminal_resources_used_up,
    department_unknown,
    department_exists,
    department_limit_reached,
    department_below_itself,
    department_in_use,
    root_department_protected,
    corp_unknown,
    app_unknown,
    app_limit_reached,
    default_admin_protected,
    code_id_unknown,
    notice_unknown,
    notice_outdated,
    job_unknown,
    job_state_wrong,
    // Passwords.
    old_password_wrong,
    password_too_simple,
    password_repetitive,
    password_contains_account,
    password_too_similar,
    password_used_recently,
    password_changed_recently,
    password_not_yours,
    // Terminals.
    code_unknown,
    code_lapsed,
    code_device_mismatch,
    device_unknown,
    serial_number_exists,
    resets_used_up,
    too_many_wrong_codes,
    pairing_unknown,
    pairing_number_wrong,
    too_many_pairings,
    terminal_in_use,
    terminal_unbound,
    // Ourselves.
    unavailable,
    internal,
};

/// What is wrong with a field, when `ErrorCode::invalid_parameter` names one.
enum class Fault : std::uint8_t {
    none,
    missing,
    wrong_type,
    wrong_length,
    wrong_format,
    out_of_range,
    not_allowed,
    duplicated,
    unknown_value,
    wrong_value,  ///< One that somebody has to know, such as a one-time password.
    unchanged,    ///< It is so already: a row of a job that would change nothing.
    taken,        ///< Somebody else has it already.
};

/// A refusal or a failure. Built with the makers below, so that each code carries what its
/// message needs.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail;              ///< For the log alone; never shown to a caller.
    std::string field;               ///< The field or the value that the message names, or empty.
    Fault fault = Fault::none;       ///< What is wrong with `field`.
    std::string expected;            ///< What would be accepted, such as "0..32", or empty.
    std::int64_t retry_after_s = 0;  ///< Seconds until a retry makes sense; 0 if unknown.
};

/// A refusal that needs no further words.
Error refusal(ErrorCode code, std::string detail = {});

/// `field` is malformed; `expected` says what would be accepted ("0..32", "one of 0, 1").
Error invalid_field(std::string field, Fault fault, std::string expected = {});

/// A refusal that names the thing it is about (an id, an account).
Error refusal_about(ErrorCode code, std::string thing);

/// The system cannot serve this now; the same request may succeed later.
Error unavailable(std::string detail);

/// A bug or broken data; `detail` goes to the log.
Error internal_error(std::string detail);

/// The stable name of a code, such as "code_lapsed".
std::string_view reason_name(ErrorCode code);

}  // namespace roomkey
