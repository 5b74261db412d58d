#include "storage/postgres/transaction/columns.hpp"

namespace roomkey::postgres {
namespace {

constexpr int code_column_count = 4;
constexpr int binding_column_count = 9;

}  // namespace

std::string const corp_columns =
    "p.corp_id, p.name, p.code_validity, p.code_alphabet, p.code_length, p.auto_user_create, "
    "p.strict_nonces, p.enable_sms, p.created_at";

std::string const app_columns =
    "a.app_id, a.corp_id, a.name, a.description, a.sealed_key, a.is_disabled, a.created_at, "
    "a.updated_at";

std::string const user_columns =
    "u.user_id, u.corp_id, u.account, u.name, u.english_name, u.phone, u.country, u.email, "
    "u.department_code, u.title, u.signature, u.description, u.third_account, u.type, "
    "u.admin_type, u.status, u.sort_level, u.hide_phone, u.password_hash, u.created_at";

std::string const session_columns =
    "s.access_hash, s.refresh_hash, u.user_id, s.app_id, s.client_type, s.source, s.created_at, "
    "s.expires_at, s.refresh_created_at, s.refresh_expires_at, s.ended";

std::string const code_columns = "c.hash, c.sealed, c.created_at, c.expires_at";

std::string const binding_columns =
    "b.binding_id, b.user_id, b.sn, b.model, b.software_version, b.bound_at, b.last_seen_at, "
    "b.ended_at, b.ended";

std::string const notice_columns =
    "n.notice_id, n.corp_id, n.user_id, n.code_id, n.channel, n.language, n.sealed_contact, "
    "n.masked_contact, n.state, n.attempts, n.created_at, n.next_attempt_at, n.leased_until, "
    "n.expires_at, n.failure, n.report, n.reported_at";

std::string const terminal_columns =
    "t.device_type, t.was_active, " + code_columns + ", " + binding_columns;

std::string const terminal_joins =
    "LEFT JOIN terminal t ON t.user_key = u.user_key "
    "LEFT JOIN code c ON c.corp_id = u.corp_id AND c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0 ";

Corp read_corp(Rows& rows) {
    Corp corp;
    corp.id = rows.id<CorpId>();
    corp.name = rows.text();
    corp.policy.code_validity = rows.duration();
    corp.policy.code_format.alphabet = rows.enumeration<CodeFormat::Alphabet>();
    corp.policy.code_format.length = rows.small();
    corp.policy.auto_user_create = rows.boolean();
    corp.policy.strict_nonces = rows.boolean();
    corp.policy.enable_sms = rows.boolean();
    corp.created_at = rows.instant();
    return corp;
}

App read_app(Rows& rows) {
    App app;
    app.id = rows.id<AppId>();
    app.corp_id = rows.id<CorpId>();
    app.name = rows.text();
    app.description = rows.text();
    app.sealed_key = rows.blob();
    app.is_disabled = rows.boolean();
    app.created_at = rows.instant();
    app.updated_at = rows.instant();
    return app;
}

User read_user(Rows& rows) {
    User user;
    user.id = rows.id<UserId>();
    user.corp_id = rows.id<CorpId>();
    user.account = rows.text();
    user.name = rows.text();
    user.english_name = rows.text();
    user.phone = rows.text();
    user.country = rows.text();
    user.email = rows.text();
    user.department_code = rows.text();
    user.title = rows.text();
    user.signature = rows.text();
    user.description = rows.text();
    user.third_account = rows.text();
    user.type = rows.enumeration<UserType>();
    user.admin_type = rows.enumeration<AdminType>();
    user.status = rows.enumeration<AccountStatus>();
    user.sort_level = rows.small();
    user.hide_phone = rows.boolean();
    user.password_hash = rows.text();
    user.created_at = rows.instant();
    return user;
}

Session read_session(Rows& rows) {
    Session session;
    session.access_hash = rows.digest();
    session.refresh_hash = rows.digest();
    session.user_id = rows.id<UserId>();
    session.app_id = rows.id<AppId>();
    session.client_type = rows.small();
    session.source = rows.text();
    session.created_at = rows.instant();
    session.expires_at = rows.instant();
    session.refresh_created_at = rows.instant();
    session.refresh_expires_at = rows.instant();
    session.ended = rows.enumeration<SessionEnd>();
    return session;
}

ActiveCode read_code(Rows& rows) {
    ActiveCode code;
    code.hash = rows.digest();
    code.sealed = rows.blob();
    code.created_at = rows.instant();
    code.expires_at = rows.instant();
    return code;
}

Binding read_binding(Rows& rows) {
    Binding binding;
    binding.id = rows.id<BindingId>();
    binding.user_id = rows.id<UserId>();
    binding.sn = rows.text();
    binding.model = rows.text();
    binding.software_version = rows.text();
    binding.bound_at = rows.instant();
    binding.last_seen_at = rows.instant();
    binding.ended_at = rows.instant();
    binding.ended = rows.enumeration<UnbindReason>();
    return binding;
}

Notice read_notice(Rows& rows) {
    Notice notice;
    notice.id = rows.id<NoticeId>();
    notice.corp_id = rows.id<CorpId>();
    notice.user_id = rows.id<UserId>();
    notice.code_id = rows.id<CodeId>();
    notice.channel = rows.enumeration<Channel>();
    notice.language = rows.enumeration<Language>();
    notice.sealed_contact = rows.blob();
    notice.masked_contact = rows.text();
    notice.state = rows.enumeration<NoticeState>();
    notice.attempts = rows.small();
    notice.created_at = rows.instant();
    notice.next_attempt_at = rows.instant();
    notice.leased_until = rows.instant();
    notice.expires_at = rows.instant();
    notice.failure = rows.text();
    notice.report = rows.enumeration<ReportState>();
    notice.reported_at = rows.instant();
    return notice;
}

std::optional<Terminal> read_terminal(Rows& rows) {
    if (rows.is_null()) {
        rows.skip(2 + code_column_count + binding_column_count);
        return std::nullopt;
    }
    Terminal terminal;
    terminal.device_type = rows.enumeration<DeviceType>();
    terminal.was_active = rows.boolean();
    if (rows.is_null()) {
        rows.skip(code_column_count);
    } else {
        terminal.code = read_code(rows);
    }
    if (rows.is_null()) {
        rows.skip(binding_column_count);
    } else {
        terminal.binding = read_binding(rows);
    }
    return terminal;
}

}  // namespace roomkey::postgres
