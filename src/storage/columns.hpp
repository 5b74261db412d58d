#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/records.hpp"

// The columns of each record, by the alias that the statements give its table, and the functions
// that read them back in the same order. A `Row` is an engine's own: it answers its columns from
// left to right.
namespace roomkey {

extern std::string const corp_columns;     ///< of `corp p`
extern std::string const app_columns;      ///< of `app a`
extern std::string const user_columns;     ///< of `users u`
extern std::string const session_columns;  ///< of `session s`, with its `users u`
extern std::string const code_columns;     ///< of `code c`
extern std::string const binding_columns;  ///< of `binding b`
extern std::string const notice_columns;   ///< of `notice n`
/// Of `terminal t`, `code c` and `binding b`, the latter two being absent or not.
extern std::string const terminal_columns;

constexpr int code_column_count = 4;
constexpr int binding_column_count = 11;

/// The accounts in a column that joins them with U+001F, which is in no account.
std::vector<std::string> split_accounts(std::string const& joined);

template <class Row>
Corp read_corp(Row& row) {
    Corp corp;
    corp.id = row.template id<CorpId>();
    corp.name = row.text();
    corp.policy.code_validity = row.duration();
    corp.policy.code_format.alphabet = row.template enumeration<CodeFormat::Alphabet>();
    corp.policy.code_format.length = row.small();
    corp.policy.auto_user_create = row.boolean();
    corp.policy.strict_nonces = row.boolean();
    corp.policy.enable_sms = row.boolean();
    corp.created_at = row.instant();
    return corp;
}

template <class Row>
App read_app(Row& row) {
    App app;
    app.id = row.template id<AppId>();
    app.corp_id = row.template id<CorpId>();
    app.name = row.text();
    app.description = row.text();
    app.sealed_key = row.blob();
    app.is_disabled = row.boolean();
    app.created_at = row.instant();
    app.updated_at = row.instant();
    return app;
}

template <class Row>
User read_user(Row& row) {
    User user;
    user.id = row.template id<UserId>();
    user.corp_id = row.template id<CorpId>();
    user.account = row.text();
    user.name = row.text();
    user.english_name = row.text();
    user.phone = row.text();
    user.country = row.text();
    user.email = row.text();
    user.department_code = row.text();
    user.title = row.text();
    user.signature = row.text();
    user.description = row.text();
    user.third_account = row.text();
    user.type = row.template enumeration<UserType>();
    user.admin_type = row.template enumeration<AdminType>();
    user.status = row.template enumeration<AccountStatus>();
    user.sort_level = row.small();
    user.hide_phone = row.boolean();
    user.password_hash = row.text();
    user.created_at = row.instant();
    return user;
}

template <class Row>
Session read_session(Row& row) {
    Session session;
    session.access_hash = row.digest();
    session.refresh_hash = row.digest();
    session.user_id = row.template id<UserId>();
    session.app_id = row.template id<AppId>();
    session.client_type = row.small();
    session.source = row.text();
    session.created_at = row.instant();
    session.expires_at = row.instant();
    session.refresh_created_at = row.instant();
    session.refresh_expires_at = row.instant();
    session.ended = row.template enumeration<SessionEnd>();
    return session;
}

template <class Row>
ActiveCode read_code(Row& row) {
    ActiveCode code;
    code.hash = row.digest();
    code.sealed = row.blob();
    code.created_at = row.instant();
    code.expires_at = row.instant();
    return code;
}

template <class Row>
Binding read_binding(Row& row) {
    Binding binding;
    binding.id = row.template id<BindingId>();
    binding.user_id = row.template id<UserId>();
    binding.sn = row.text();
    binding.model = row.text();
    binding.software_version = row.text();
    binding.bound_at = row.instant();
    binding.last_seen_at = row.instant();
    binding.seen_from = row.text();
    binding.noted_at = row.instant();
    binding.ended_at = row.instant();
    binding.ended = row.template enumeration<UnbindReason>();
    return binding;
}

template <class Row>
Notice read_notice(Row& row) {
    Notice notice;
    notice.id = row.template id<NoticeId>();
    notice.corp_id = row.template id<CorpId>();
    notice.user_id = row.template id<UserId>();
    notice.code_id = row.template id<CodeId>();
    notice.channel = row.template enumeration<Channel>();
    notice.language = row.template enumeration<Language>();
    notice.sealed_contact = row.blob();
    notice.masked_contact = row.text();
    notice.state = row.template enumeration<NoticeState>();
    notice.attempts = row.small();
    notice.created_at = row.instant();
    notice.next_attempt_at = row.instant();
    notice.leased_until = row.instant();
    notice.expires_at = row.instant();
    notice.failure = row.text();
    notice.report = row.template enumeration<ReportState>();
    notice.reported_at = row.instant();
    return notice;
}

/// Nothing if the account is no terminal; `user` is left empty.
template <class Row>
std::optional<Terminal> read_terminal(Row& row) {
    if (row.is_null()) {
        row.skip(2 + code_column_count + binding_column_count);
        return std::nullopt;
    }
    Terminal terminal;
    terminal.device_type = row.template enumeration<DeviceType>();
    terminal.was_active = row.boolean();
    if (row.is_null()) {
        row.skip(code_column_count);
    } else {
        terminal.code = read_code(row);
    }
    if (row.is_null()) {
        row.skip(binding_column_count);
    } else {
        terminal.binding = read_binding(row);
    }
    return terminal;
}

}  // namespace roomkey
