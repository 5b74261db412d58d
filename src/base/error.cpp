#include "base/error.hpp"

#include <utility>

#include "base/names.hpp"

namespace roomkey {
namespace {

constexpr std::pair<ErrorCode, std::string_view> reasons[] = {
    {ErrorCode::invalid_parameter, "invalid_parameter"},
    {ErrorCode::idempotency_key_reused, "idempotency_key_reused"},
    {ErrorCode::replay_outdated, "replay_outdated"},
    {ErrorCode::route_unknown, "route_unknown"},
    {ErrorCode::method_not_allowed, "method_not_allowed"},
    {ErrorCode::media_type_unsupported, "media_type_unsupported"},
    {ErrorCode::body_too_large, "body_too_large"},
    {ErrorCode::header_too_large, "header_too_large"},
    {ErrorCode::request_line_too_long, "request_line_too_long"},
    {ErrorCode::request_malformed, "request_malformed"},
    {ErrorCode::request_timed_out, "request_timed_out"},
    {ErrorCode::token_missing, "token_missing"},
    {ErrorCode::token_invalid, "token_invalid"},
    {ErrorCode::token_displaced, "token_displaced"},
    {ErrorCode::not_permitted, "not_permitted"},
    {ErrorCode::default_admin_needed, "default_admin_needed"},
    {ErrorCode::cross_site_request, "cross_site_request"},
    {ErrorCode::password_change_needed, "password_change_needed"},
    {ErrorCode::totp_enrolment_needed, "totp_enrolment_needed"},
    {ErrorCode::app_id_rejected, "app_id_rejected"},
    {ErrorCode::signature_expired, "signature_expired"},
    {ErrorCode::nonce_reused, "nonce_reused"},
    {ErrorCode::registration_not_allowed, "registration_not_allowed"},
    {ErrorCode::registration_limit_reached, "registration_limit_reached"},
    {ErrorCode::credentials_wrong, "credentials_wrong"},
    {ErrorCode::account_disabled, "account_disabled"},
    {ErrorCode::account_locked, "account_locked"},
    {ErrorCode::session_unknown, "session_unknown"},
    {ErrorCode::totp_needed, "totp_needed"},
    {ErrorCode::totp_wrong, "totp_wrong"},
    {ErrorCode::totp_enrolled, "totp_enrolled"},
    {ErrorCode::totp_not_begun, "totp_not_begun"},
    {ErrorCode::sso_required, "sso_required"},
    {ErrorCode::sso_unavailable, "sso_unavailable"},
    {ErrorCode::sso_refused, "sso_refused"},
    {ErrorCode::sso_not_tried, "sso_not_tried"},
    {ErrorCode::sso_way_in_needed, "sso_way_in_needed"},
    {ErrorCode::account_unknown, "account_unknown"},
    {ErrorCode::account_exists, "account_exists"},
    {ErrorCode::user_not_ordinary, "user_not_ordinary"},
    {ErrorCode::third_account_exists, "third_account_exists"},
    {ErrorCode::user_limit_reached, "user_limit_reached"},
    {ErrorCode::terminal_limit_reached, "terminal_limit_reached"},
    {ErrorCode::terminal_resources_used_up, "terminal_resources_used_up"},
    {ErrorCode::department_unknown, "department_unknown"},
    {ErrorCode::department_exists, "department_exists"},
    {ErrorCode::department_limit_reached, "department_limit_reached"},
    {ErrorCode::department_below_itself, "department_below_itself"},
    {ErrorCode::department_in_use, "department_in_use"},
    {ErrorCode::root_department_protected, "root_department_protected"},
    {ErrorCode::corp_unknown, "corp_unknown"},
    {ErrorCode::app_unknown, "app_unknown"},
    {ErrorCode::app_limit_reached, "app_limit_reached"},
    {ErrorCode::default_admin_protected, "default_admin_protected"},
    {ErrorCode::code_id_unknown, "code_id_unknown"},
    {ErrorCode::notice_unknown, "notice_unknown"},
    {ErrorCode::notice_outdated, "notice_outdated"},
    {ErrorCode::job_unknown, "job_unknown"},
    {ErrorCode::job_state_wrong, "job_state_wrong"},
    {ErrorCode::old_password_wrong, "old_password_wrong"},
    {ErrorCode::password_too_simple, "password_too_simple"},
    {ErrorCode::password_repetitive, "password_repetitive"},
    {ErrorCode::password_contains_account, "password_contains_account"},
    {ErrorCode::password_too_similar, "password_too_similar"},
    {ErrorCode::password_used_recently, "password_used_recently"},
    {ErrorCode::password_changed_recently, "password_changed_recently"},
    {ErrorCode::password_not_yours, "password_not_yours"},
    {ErrorCode::code_unknown, "code_unknown"},
    {ErrorCode::code_lapsed, "code_lapsed"},
    {ErrorCode::code_device_mismatch, "code_device_mismatch"},
    {ErrorCode::device_unknown, "device_unknown"},
    {ErrorCode::serial_number_exists, "serial_number_exists"},
    {ErrorCode::resets_used_up, "resets_used_up"},
    {ErrorCode::too_many_wrong_codes, "too_many_wrong_codes"},
    {ErrorCode::pairing_unknown, "pairing_unknown"},
    {ErrorCode::pairing_number_wrong, "pairing_number_wrong"},
    {ErrorCode::too_many_pairings, "too_many_pairings"},
    {ErrorCode::terminal_in_use, "terminal_in_use"},
    {ErrorCode::terminal_unbound, "terminal_unbound"},
    {ErrorCode::unavailable, "unavailable"},
    {ErrorCode::internal, "internal"},
};

}  // namespace

Error refusal(ErrorCode code, std::string detail) {
    Error error;
    error.code = code;
    error.detail = std::move(detail);
    return error;
}

Error invalid_field(std::string field, Fault fault, std::string expected) {
    Error error;
    error.code = ErrorCode::invalid_parameter;
    error.field = std::move(field);
    error.fault = fault;
    error.expected = std::move(expected);
    return error;
}

Error refusal_about(ErrorCode code, std::string thing) {
    Error error;
    error.code = code;
    error.field = std::move(thing);
    return error;
}

Error unavailable(std::string detail) { return refusal(ErrorCode::unavailable, std::move(detail)); }

Error internal_error(std::string detail) { return refusal(ErrorCode::internal, std::move(detail)); }

std::string_view reason_name(ErrorCode code) { return name_in(reasons, code, "internal"); }

}  // namespace roomkey
