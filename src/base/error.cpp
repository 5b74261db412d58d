#include "base/error.hpp"

#include <utility>

namespace roomkey {

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

std::string_view reason_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_parameter:
            return "invalid_parameter";
        case ErrorCode::idempotency_key_reused:
            return "idempotency_key_reused";
        case ErrorCode::route_unknown:
            return "route_unknown";
        case ErrorCode::method_not_allowed:
            return "method_not_allowed";
        case ErrorCode::media_type_unsupported:
            return "media_type_unsupported";
        case ErrorCode::body_too_large:
            return "body_too_large";
        case ErrorCode::header_too_large:
            return "header_too_large";
        case ErrorCode::request_line_too_long:
            return "request_line_too_long";
        case ErrorCode::request_malformed:
            return "request_malformed";
        case ErrorCode::request_timed_out:
            return "request_timed_out";
        case ErrorCode::token_missing:
            return "token_missing";
        case ErrorCode::token_invalid:
            return "token_invalid";
        case ErrorCode::token_displaced:
            return "token_displaced";
        case ErrorCode::not_permitted:
            return "not_permitted";
        case ErrorCode::app_id_rejected:
            return "app_id_rejected";
        case ErrorCode::signature_expired:
            return "signature_expired";
        case ErrorCode::nonce_reused:
            return "nonce_reused";
        case ErrorCode::registration_not_allowed:
            return "registration_not_allowed";
        case ErrorCode::credentials_wrong:
            return "credentials_wrong";
        case ErrorCode::account_disabled:
            return "account_disabled";
        case ErrorCode::account_locked:
            return "account_locked";
        case ErrorCode::account_unknown:
            return "account_unknown";
        case ErrorCode::account_exists:
            return "account_exists";
        case ErrorCode::department_unknown:
            return "department_unknown";
        case ErrorCode::corp_unknown:
            return "corp_unknown";
        case ErrorCode::app_unknown:
            return "app_unknown";
        case ErrorCode::app_limit_reached:
            return "app_limit_reached";
        case ErrorCode::default_admin_protected:
            return "default_admin_protected";
        case ErrorCode::code_id_unknown:
            return "code_id_unknown";
        case ErrorCode::code_unknown:
            return "code_unknown";
        case ErrorCode::code_lapsed:
            return "code_lapsed";
        case ErrorCode::code_device_mismatch:
            return "code_device_mismatch";
        case ErrorCode::too_many_wrong_codes:
            return "too_many_wrong_codes";
        case ErrorCode::terminal_unbound:
            return "terminal_unbound";
        case ErrorCode::unavailable:
            return "unavailable";
        case ErrorCode::internal:
            return "internal";
    }
    return "internal";
}

}  // namespace roomkey
