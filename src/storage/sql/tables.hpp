#pragma once

#include <optional>
#include <string>

#include "domain/account/single_sign_on.hpp"
#include "domain/job/job.hpp"
#include "storage/records.hpp"
#include "storage/sql/table.hpp"

// The columns of each record. A further column is named here and in the two schemas. Keys that an
// engine numbers itself (user_key and so on) belong to no record; statements name them.
namespace roomkey {

inline constexpr auto corp_table = table<Corp>(
    "corp", "p", staying("corp_id", &Corp::id), changing("name", &Corp::name),
    changing("address", &Corp::address),
    changing("code_validity", &Corp::policy, &CorpPolicy::code_validity),
    changing("code_alphabet", &Corp::policy, &CorpPolicy::code_format, &CodeFormat::alphabet),
    changing("code_length", &Corp::policy, &CorpPolicy::code_format, &CodeFormat::length),
    changing("auto_user_create", &Corp::policy, &CorpPolicy::auto_user_create),
    changing("strict_nonces", &Corp::policy, &CorpPolicy::strict_nonces),
    changing("enable_sms", &Corp::policy, &CorpPolicy::enable_sms),
    changing("language", &Corp::policy, &CorpPolicy::language),
    changing("time_zone", &Corp::policy, &CorpPolicy::time_zone),
    changing("requires_totp", &Corp::policy, &CorpPolicy::requires_totp),
    changing("single_sign_on", &Corp::policy, &CorpPolicy::single_sign_on),
    changing("members_max", &Corp::limits, &ResourceLimits::members),
    changing("hard_terminals_max", &Corp::limits, &ResourceLimits::hard_terminals),
    changing("smart_tvs_max", &Corp::limits, &ResourceLimits::smart_tvs),
    changing("idea_hubs_max", &Corp::limits, &ResourceLimits::idea_hubs),
    changing("smart_rooms_max", &Corp::limits, &ResourceLimits::smart_rooms),
    staying("created_at", &Corp::created_at));

inline constexpr auto department_table = table<Department>(
    "department", "d", staying("corp_id", &Department::corp_id), staying("code", &Department::code),
    changing("parent_code", &Department::parent_code), changing("name", &Department::name),
    changing("code_path", &Department::code_path), changing("name_path", &Department::name_path),
    changing("note", &Department::note), changing("sort_level", &Department::sort_level),
    changing("in_permission", &Department::in_permission),
    changing("out_permission", &Department::out_permission));

/// The apps of service providers belong to no enterprise.
inline constexpr auto app_table =
    table<App>("app", "a", staying("app_id", &App::id), null_if_empty("corp_id", &App::corp_id),
               changing("name", &App::name), changing("description", &App::description),
               changing("sealed_key", &App::sealed_key), changing("is_disabled", &App::is_disabled),
               staying("created_at", &App::created_at), changing("updated_at", &App::updated_at));

inline constexpr auto user_table = table<User>(
    "users", "u", staying("user_id", &User::id), staying("corp_id", &User::corp_id),
    changing("account", &User::account), changing("name", &User::name),
    changing("english_name", &User::english_name), changing("phone", &User::phone),
    changing("country", &User::country), changing("email", &User::email),
    changing("department_code", &User::department_code), changing("title", &User::title),
    changing("signature", &User::signature), changing("description", &User::description),
    changing("third_account", &User::third_account),
    changing("serial_number", &User::serial_number), staying("number", &User::number),
    changing("type", &User::type), changing("role", &User::role),
    changing("role_departments", &User::role_departments), changing("status", &User::status),
    changing("sort_level", &User::sort_level), changing("hide_phone", &User::hide_phone),
    changing("password_hash", &User::password_hash),
    changing("earlier_passwords", &User::earlier_passwords),
    changing("password_changed_at", &User::password_changed_at),
    changing("sealed_totp", &User::sealed_totp), changing("totp_step", &User::totp_step),
    staying("created_at", &User::created_at), changing("updated_at", &User::updated_at));

/// Without the user, whom the table knows by key.
inline constexpr auto user_text_table = table<UserText>(
    "user_text", "x", staying("corp_id", &UserText::corp_id), changing("type", &UserText::type),
    changing("name", &UserText::name), changing("other", &UserText::other));

/// Without the user, whom the table knows by key: `user_id` is left empty.
inline constexpr auto session_table = table<Session>(
    "session", "s", changing("access_hash", &Session::access_hash),
    changing("refresh_hash", &Session::refresh_hash), staying("family", &Session::family),
    staying("signed_in_at", &Session::signed_in_at), staying("app_id", &Session::app_id),
    staying("client_type", &Session::client_type), staying("source", &Session::source),
    staying("user_agent", &Session::user_agent), changing("created_at", &Session::created_at),
    changing("seen_at", &Session::seen_at), changing("expires_at", &Session::expires_at),
    changing("refresh_created_at", &Session::refresh_created_at),
    changing("refresh_expires_at", &Session::refresh_expires_at),
    changing("ended", &Session::ended), staying("proof", &Session::proof));

/// Without user, code and binding.
inline constexpr auto terminal_table = table<Terminal>(
    "terminal", "t", staying("device_type", &Terminal::device_type),
    changing("was_active", &Terminal::was_active), staying("model", &Terminal::model),
    changing("projection_mode", &Terminal::projection_mode));

/// Without the user, whom the table knows by key.
inline constexpr auto label_table = table<LabelText>(
    "terminal_label", "n", staying("corp_id", &LabelText::corp_id),
    changing("note", &LabelText::note), changing("asset_number", &LabelText::asset_number),
    changing("folded_asset_number", &LabelText::folded_asset_number),
    changing("tags", &LabelText::tags));

inline constexpr auto code_table = table<ActiveCode>(
    "code", "c", changing("hash", &ActiveCode::hash), changing("sealed", &ActiveCode::sealed),
    changing("created_at", &ActiveCode::created_at),
    changing("expires_at", &ActiveCode::expires_at));

inline constexpr auto binding_table = table<Binding>(
    "binding", "b", staying("binding_id", &Binding::id), staying("user_id", &Binding::user_id),
    staying("sn", &Binding::sn), staying("model", &Binding::model),
    staying("software_version", &Binding::software_version),
    staying("bound_at", &Binding::bound_at), changing("last_seen_at", &Binding::last_seen_at),
    changing("seen_from", &Binding::seen_from), changing("noted_at", &Binding::noted_at),
    changing("ended_at", &Binding::ended_at), changing("ended", &Binding::ended));

/// Without the binding, which the table knows by key: `binding_id` is left empty.
inline constexpr auto credential_table = table<Credential>(
    "credential", "k", staying("hash", &Credential::hash),
    staying("issued_at", &Credential::issued_at), changing("expires_at", &Credential::expires_at),
    changing("state", &Credential::state));

inline constexpr auto notice_table = table<Notice>(
    "notice", "n", staying("notice_id", &Notice::id), staying("corp_id", &Notice::corp_id),
    staying("user_id", &Notice::user_id), staying("code_id", &Notice::code_id),
    staying("channel", &Notice::channel), staying("language", &Notice::language),
    changing("sealed_contact", &Notice::sealed_contact),
    staying("masked_contact", &Notice::masked_contact), changing("state", &Notice::state),
    changing("attempts", &Notice::attempts),
    changing("doubtful_attempts", &Notice::doubtful_attempts),
    staying("created_at", &Notice::created_at),
    changing("next_attempt_at", &Notice::next_attempt_at),
    changing("leased_until", &Notice::leased_until), changing("leased_by", &Notice::leased_by),
    staying("expires_at", &Notice::expires_at), changing("failure", &Notice::failure),
    changing("report", &Notice::report), changing("reported_at", &Notice::reported_at));

inline constexpr auto job_table = table<Job>(
    "job", "j", staying("job_id", &Job::id), staying("corp_id", &Job::corp_id),
    staying("kind", &Job::kind), changing("state", &Job::state),
    changing("language", &Job::language), changing("message_language", &Job::message_language),
    staying("creator_id", &Job::creator_id), staying("creator", &Job::creator),
    changing("starter_id", &Job::starter_id), changing("starter", &Job::starter),
    staying("created_at", &Job::created_at), changing("started_at", &Job::started_at),
    changing("spread", &Job::spread), changing("due_at", &Job::due_at),
    changing("ended_at", &Job::ended_at), changing("forget_at", &Job::forget_at),
    changing("planned", &Job::planned), changing("ready", &Job::ready),
    changing("done", &Job::done), changing("failed", &Job::failed),
    changing("invalid", &Job::invalid), changing("failure", &Job::failure),
    changing("addition", &Job::addition), changing("kept_rows", &Job::kept_rows));

inline constexpr auto job_row_table = table<JobRow>(
    "job_row", "r", staying("job_id", &JobRow::job_id), staying("row_no", &JobRow::number),
    changing("state", &JobRow::state), changing("account", &JobRow::account),
    changing("sealed_fields", &JobRow::sealed_fields), changing("reason", &JobRow::reason),
    changing("message", &JobRow::message), changing("settled_at", &JobRow::settled_at));

inline constexpr auto audit_table = table<AuditEntry>(
    "audit", "audit", staying("at", &AuditEntry::at), staying("corp_id", &AuditEntry::corp_id),
    staying("actor_id", &AuditEntry::actor_id), staying("actor", &AuditEntry::actor),
    staying("operation", &AuditEntry::operation), staying("account", &AuditEntry::account),
    staying("request_id", &AuditEntry::request_id), staying("source", &AuditEntry::source),
    staying("outcome", &AuditEntry::outcome), staying("detail", &AuditEntry::detail));

inline constexpr auto replay_table = table<Replay>(
    "replay", "r", staying("user_id", &Replay::user_id), staying("key_hash", &Replay::key_hash),
    changing("request_hash", &Replay::request_hash),
    changing("sealed_answer", &Replay::sealed_answer), changing("expires_at", &Replay::expires_at));

inline constexpr auto pairing_table = table<Pairing>(
    "pairing", "pairing", staying("token_hash", &Pairing::token_hash),
    staying("user_code_hash", &Pairing::user_code_hash),
    staying("number_hash", &Pairing::number_hash), changing("code_hash", &Pairing::code_hash),
    staying("sn", &Pairing::device, &DeviceFacts::sn),
    staying("device_type", &Pairing::device, &DeviceFacts::type),
    staying("model", &Pairing::device, &DeviceFacts::model),
    staying("software_version", &Pairing::device, &DeviceFacts::software_version),
    staying("source", &Pairing::source), staying("network", &Pairing::network),
    staying("wide_network", &Pairing::wide_network), staying("begun_at", &Pairing::begun_at),
    changing("polled_at", &Pairing::polled_at), changing("expires_at", &Pairing::expires_at),
    changing("wrong_numbers", &Pairing::wrong_numbers), changing("state", &Pairing::state));

inline constexpr auto sso_provider_table = table<SsoProvider>(
    "sso_provider", "sso", staying("corp_id", &SsoProvider::corp_id),
    changing("issuer", &SsoProvider::issuer), changing("client_id", &SsoProvider::client_id),
    changing("sealed_secret", &SsoProvider::sealed_secret),
    changing("client_auth", &SsoProvider::client_auth), changing("claim", &SsoProvider::claim),
    changing("matched_by", &SsoProvider::matched_by),
    changing("second_factor", &SsoProvider::second_factor),
    changing("redirect_uri", &SsoProvider::redirect_uri),
    changing("revision", &SsoProvider::revision), changing("tried_at", &SsoProvider::tried_at));

/// Without the names that it is counted of.
inline constexpr auto sign_in_failure_table =
    table<FailureCount>("sign_in_failure", "f", changing("count", &FailureCount::count),
                        changing("checking", &FailureCount::checking),
                        changing("locked_until", &FailureCount::locked_until),
                        changing("counted_at", &FailureCount::counted_at));

/// Without the network that it is of.
inline constexpr auto guess_window_table =
    table<GuessWindow>("guess_window", "w", changing("count", &GuessWindow::count),
                       changing("window_until", &GuessWindow::window_until),
                       changing("locked_until", &GuessWindow::locked_until));

/// What an account has: its terminal, the code and the live binding, if they are there.
inline std::string terminal_columns() {
    return terminal_table.columns() + ", " + code_table.columns() + ", " + binding_table.columns();
}

/// Reads `terminal_columns`. Empty if the account is not a terminal; `user` is left empty.
inline std::optional<Terminal> read_terminal(Row& row) {
    if (row.is_null()) {
        row.skip(decltype(terminal_table)::column_count + decltype(code_table)::column_count +
                 decltype(binding_table)::column_count);
        return std::nullopt;
    }
    auto terminal = terminal_table(row);
    if (row.is_null()) {
        row.skip(decltype(code_table)::column_count);
    } else {
        terminal.code = code_table(row);
    }
    if (row.is_null()) {
        row.skip(decltype(binding_table)::column_count);
    } else {
        terminal.binding = binding_table(row);
    }
    return terminal;
}

}  // namespace roomkey
