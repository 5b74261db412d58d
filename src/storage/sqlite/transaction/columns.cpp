#include "storage/sqlite/transaction/columns.hpp"

namespace roomkey::sqlite {
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
    "LEFT JOIN code c ON c.user_key = u.user_key "
    "LEFT JOIN binding b ON b.user_key = u.user_key AND b.ended = 0 ";

Corp read_corp(Query& query) {
    Corp corp;
    corp.id = query.id<CorpId>();
    corp.name = query.text();
    corp.policy.code_validity = query.duration();
    corp.policy.code_format.alphabet = query.enumeration<CodeFormat::Alphabet>();
    corp.policy.code_format.length = query.small();
    corp.policy.auto_user_create = query.boolean();
    corp.policy.strict_nonces = query.boolean();
    corp.policy.enable_sms = query.boolean();
    corp.created_at = query.instant();
    return corp;
}

App read_app(Query& query) {
    App app;
    app.id = query.id<AppId>();
    app.corp_id = query.id<CorpId>();
    app.name = query.text();
    app.description = query.text();
    app.sealed_key = query.blob();
    app.is_disabled = query.boolean();
    app.created_at = query.instant();
    app.updated_at = query.instant();
    return app;
}

User read_user(Query& query) {
    User user;
    user.id = query.id<UserId>();
    user.corp_id = query.id<CorpId>();
    user.account = query.text();
    user.name = query.text();
    user.english_name = query.text();
    user.phone = query.text();
    user.country = query.text();
    user.email = query.text();
    user.department_code = query.text();
    user.title = query.text();
    user.signature = query.text();
    user.description = query.text();
    user.third_account = query.text();
    user.type = query.enumeration<UserType>();
    user.admin_type = query.enumeration<AdminType>();
    user.status = query.enumeration<AccountStatus>();
    user.sort_level = query.small();
    user.hide_phone = query.boolean();
    user.password_hash = query.text();
    user.created_at = query.instant();
    return user;
}

Session read_session(Query& query) {
    Session session;
    session.access_hash = query.digest();
    session.refresh_hash = query.digest();
    session.user_id = query.id<UserId>();
    session.app_id = query.id<AppId>();
    session.client_type = query.small();
    session.source = query.text();
    session.created_at = query.instant();
    session.expires_at = query.instant();
    session.refresh_created_at = query.instant();
    session.refresh_expires_at = query.instant();
    session.ended = query.enumeration<SessionEnd>();
    return session;
}

ActiveCode read_code(Query& query) {
    ActiveCode code;
    code.hash = query.digest();
    code.sealed = query.blob();
    code.created_at = query.instant();
    code.expires_at = query.instant();
    return code;
}

Binding read_binding(Query& query) {
    Binding binding;
    binding.id = query.id<BindingId>();
    binding.user_id = query.id<UserId>();
    binding.sn = query.text();
    binding.model = query.text();
    binding.software_version = query.text();
    binding.bound_at = query.instant();
    binding.last_seen_at = query.instant();
    binding.ended_at = query.instant();
    binding.ended = query.enumeration<UnbindReason>();
    return binding;
}

Notice read_notice(Query& query) {
    Notice notice;
    notice.id = query.id<NoticeId>();
    notice.corp_id = query.id<CorpId>();
    notice.user_id = query.id<UserId>();
    notice.code_id = query.id<CodeId>();
    notice.channel = query.enumeration<Channel>();
    notice.language = query.enumeration<Language>();
    notice.sealed_contact = query.blob();
    notice.masked_contact = query.text();
    notice.state = query.enumeration<NoticeState>();
    notice.attempts = query.small();
    notice.created_at = query.instant();
    notice.next_attempt_at = query.instant();
    notice.leased_until = query.instant();
    notice.expires_at = query.instant();
    notice.failure = query.text();
    notice.report = query.enumeration<ReportState>();
    notice.reported_at = query.instant();
    return notice;
}

std::optional<Terminal> read_terminal(Query& query) {
    if (query.is_null()) {
        query.skip(2 + code_column_count + binding_column_count);
        return std::nullopt;
    }
    Terminal terminal;
    terminal.device_type = query.enumeration<DeviceType>();
    terminal.was_active = query.boolean();
    if (query.is_null()) {
        query.skip(code_column_count);
    } else {
        terminal.code = read_code(query);
    }
    if (query.is_null()) {
        query.skip(binding_column_count);
    } else {
        terminal.binding = read_binding(query);
    }
    return terminal;
}

}  // namespace roomkey::sqlite
