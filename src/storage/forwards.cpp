#include "storage/sql/access.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/guesses.hpp"
#include "storage/sql/key_checks.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/notice/sends.hpp"
#include "storage/sql/prune.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sealed.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "storage/store.hpp"

// Until every call names the function itself.
namespace roomkey {

Result<std::optional<Corp>> Reader::find_corp(CorpId const& id) {
    return roomkey::find_corp(*this, id);
}

Result<std::vector<Corp>> Reader::list_corps() { return roomkey::list_corps(*this); }

Result<KeyChecks> Reader::key_checks() { return roomkey::key_checks(*this); }

Result<std::optional<Department>> Reader::find_department(CorpId const& corp,
                                                          std::string const& code) {
    return roomkey::find_department(*this, corp, code);
}

Result<std::optional<App>> Reader::find_app(AppId const& id) {
    return roomkey::find_app(*this, id);
}

Result<std::vector<App>> Reader::list_apps(CorpId const& corp) {
    return roomkey::list_apps(*this, corp);
}

Result<std::optional<User>> Reader::find_user(UserId const& id) {
    return roomkey::find_user(*this, id);
}

Result<std::optional<User>> Reader::find_user_by_account(std::string const& account) {
    return roomkey::find_user_by_account(*this, account);
}

Result<std::optional<User>> Reader::find_user_by_third_account(CorpId const& corp,
                                                               std::string const& third_account) {
    return roomkey::find_user_by_third_account(*this, corp, third_account);
}

Result<std::optional<User>> Reader::find_default_admin(CorpId const& corp) {
    return roomkey::find_default_admin(*this, corp);
}

Result<Page<UserRow>> Reader::search_users(UserSearch const& search) {
    return roomkey::search_users(*this, search);
}

Result<std::optional<SessionFacts>> Reader::find_session(Digest const& access_hash) {
    return roomkey::find_session(*this, access_hash);
}

Result<std::optional<SessionFacts>> Reader::find_session_by_refresh(Digest const& refresh_hash) {
    return roomkey::find_session_by_refresh(*this, refresh_hash);
}

Result<FailureCount> Reader::find_sign_in_failures(SignInKey const& key) {
    return roomkey::find_sign_in_failures(*this, key);
}

Result<bool> Reader::has_signed_in_from(SignInKey const& key, Instant since) {
    return roomkey::has_signed_in_from(*this, key, since);
}

Result<std::optional<Terminal>> Reader::find_terminal(std::string const& account) {
    return roomkey::find_terminal(*this, account);
}

Result<std::optional<Terminal>> Reader::find_terminal_by_user(UserId const& user) {
    return roomkey::find_terminal_by_user(*this, user);
}

Result<std::optional<Terminal>> Reader::find_terminal_by_code(Digest const& code_hash) {
    return roomkey::find_terminal_by_code(*this, code_hash);
}

Result<std::optional<Terminal>> Reader::find_terminal_by_code_id(CorpId const& corp,
                                                                 CodeId const& id) {
    return roomkey::find_terminal_by_code_id(*this, corp, id);
}

Result<Page<CodeRow>> Reader::search_codes(CodeSearch const& search) {
    return roomkey::search_codes(*this, search);
}

Result<std::optional<CredentialFacts>> Reader::find_credential(Digest const& hash) {
    return roomkey::find_credential(*this, hash);
}

Result<std::int64_t> Reader::count_live_codes() { return roomkey::count_live_codes(*this); }

Result<std::vector<LiveCodes>> Reader::live_codes_by_format() {
    return roomkey::live_codes_by_format(*this);
}

Result<LiveAccess> Reader::live_access(Instant now) { return roomkey::live_access(*this, now); }

Result<GuessCount> Reader::find_guesses(std::vector<std::string> const& networks, Instant now,
                                        GuessLimits const& limits) {
    return roomkey::find_guesses(*this, networks, now, limits);
}

Result<std::optional<Replay>> Reader::find_replay(UserId const& user, Digest const& key_hash) {
    return roomkey::find_replay(*this, user, key_hash);
}

Result<Page<AuditEntry>> Reader::search_audit(AuditSearch const& search) {
    return roomkey::search_audit(*this, search);
}

Result<std::optional<Notice>> Reader::find_notice(NoticeId const& id) {
    return roomkey::find_notice(*this, id);
}

Result<std::vector<Notice>> Reader::list_notices(UserId const& user) {
    return roomkey::list_notices(*this, user);
}

Result<Page<NoticeRow>> Reader::search_notices(NoticeSearch const& search) {
    return roomkey::search_notices(*this, search);
}

Result<NoticeFigures> Reader::notice_figures() { return roomkey::notice_figures(*this); }

Result<std::vector<SealedValue>> Reader::list_sealed(SealedKind kind, std::string const& row,
                                                     int count) {
    return roomkey::list_sealed(*this, kind, row, count);
}

Result<bool> Transaction::insert_key_check(std::uint8_t key_id, Digest const& check) {
    return roomkey::insert_key_check(*this, key_id, check);
}

Status Transaction::retire_key_check(std::uint8_t key_id) {
    return roomkey::retire_key_check(*this, key_id);
}

Result<bool> Transaction::insert_corp(Corp const& corp) {
    return roomkey::insert_corp(*this, corp);
}

Status Transaction::update_corp(Corp const& corp) { return roomkey::update_corp(*this, corp); }

Result<bool> Transaction::insert_department(Department const& department) {
    return roomkey::insert_department(*this, department);
}

Result<std::optional<Corp>> Transaction::hold_corp(CorpId const& id) {
    return roomkey::hold_corp(*this, id);
}

Result<std::optional<App>> Transaction::hold_app(AppId const& id) {
    return roomkey::hold_app(*this, id);
}

Result<bool> Transaction::insert_app(App const& app) { return roomkey::insert_app(*this, app); }

Status Transaction::update_app(App const& app) { return roomkey::update_app(*this, app); }

Status Transaction::delete_app(AppId const& id) { return roomkey::delete_app(*this, id); }

Result<bool> Transaction::insert_user(User const& user) {
    return roomkey::insert_user(*this, user);
}

Status Transaction::update_user(User const& user) { return roomkey::update_user(*this, user); }

Status Transaction::delete_user(UserId const& id) { return roomkey::delete_user(*this, id); }

Status Transaction::insert_session(Session const& session) {
    return roomkey::insert_session(*this, session);
}

Status Transaction::update_session(Session const& found, Session const& session) {
    return roomkey::update_session(*this, found, session);
}

Status Transaction::displace_sessions(UserId const& user, int client_type, int keep, Instant now) {
    return roomkey::displace_sessions(*this, user, client_type, keep, now);
}

Status Transaction::end_sessions(UserId const& user) { return roomkey::end_sessions(*this, user); }

Status Transaction::save_sign_in_failures(SignInKey const& key, FailureCount const& failures) {
    return roomkey::save_sign_in_failures(*this, key, failures);
}

Status Transaction::clear_sign_in_failures(std::string const& account) {
    return roomkey::clear_sign_in_failures(*this, account);
}

Status Transaction::save_sign_in_source(SignInKey const& key, Instant used_at) {
    return roomkey::save_sign_in_source(*this, key, used_at);
}

Result<bool> Transaction::insert_nonce(AppId const& app, Digest const& nonce_hash,
                                       std::optional<Instant> expires_at) {
    return roomkey::insert_nonce(*this, app, nonce_hash, expires_at);
}

Result<bool> Transaction::insert_terminal(Terminal const& terminal) {
    return roomkey::insert_terminal(*this, terminal);
}

Result<bool> Transaction::replace_code(UserId const& user, ActiveCode const& code) {
    return roomkey::replace_code(*this, user, code);
}

Result<bool> Transaction::delete_code(Digest const& hash) {
    return roomkey::delete_code(*this, hash);
}

Result<bool> Transaction::insert_binding(Binding const& binding, Credential const& credential) {
    return roomkey::insert_binding(*this, binding, credential);
}

Result<std::optional<BindingId>> Transaction::end_binding(UserId const& user, UnbindReason reason,
                                                          Instant at) {
    return roomkey::end_binding(*this, user, reason, at);
}

Status Transaction::touch_binding(BindingId const& id, Instant seen_at,
                                  std::string const& seen_from) {
    return roomkey::touch_binding(*this, id, seen_at, seen_from);
}

Status Transaction::mark_noted(BindingId const& id, Instant at) {
    return roomkey::mark_noted(*this, id, at);
}

Status Transaction::renew_credential(Credential const& credential) {
    return roomkey::renew_credential(*this, credential);
}

Status Transaction::confirm_credential(Digest const& hash, BindingId const& binding) {
    return roomkey::confirm_credential(*this, hash, binding);
}

Result<bool> Transaction::count_wrong_code(std::vector<std::string> const& networks,
                                           Digest const& code_hash, Instant now,
                                           GuessLimits const& limits) {
    return roomkey::count_wrong_code(*this, networks, code_hash, now, limits);
}

Status Transaction::insert_notice(Notice const& notice) {
    return roomkey::insert_notice(*this, notice);
}

Status Transaction::supersede_notices(UserId const& user, Instant now) {
    return roomkey::supersede_notices(*this, user, now);
}

Result<bool> Transaction::supersede_notice(NoticeId const& id, Instant now) {
    return roomkey::supersede_notice(*this, id, now);
}

Result<std::vector<Notice>> Transaction::lease_notices(int count, Instant now,
                                                       Instant leased_until) {
    return roomkey::lease_notices(*this, count, now, leased_until);
}

Result<bool> Transaction::settle_notice(Notice const& notice) {
    return roomkey::settle_notice(*this, notice);
}

Result<std::optional<std::size_t>> Transaction::count_send(
    std::vector<SendCounter> const& counters) {
    return roomkey::count_send(*this, counters);
}

Result<bool> Transaction::save_report(NoticeId const& id, ReportState report,
                                      std::string const& failure, Instant at) {
    return roomkey::save_report(*this, id, report, failure, at);
}

Result<std::int64_t> Transaction::end_all_sessions() { return roomkey::end_all_sessions(*this); }

Result<std::int64_t> Transaction::end_all_bindings(UnbindReason reason, Instant at) {
    return roomkey::end_all_bindings(*this, reason, at);
}

Status Transaction::insert_audit(AuditEntry const& entry) {
    return roomkey::insert_audit(*this, entry);
}

Result<bool> Transaction::replace_sealed(SealedValue const& value, Bytes const& fresh) {
    return roomkey::replace_sealed(*this, value, fresh);
}

Status Transaction::insert_replay(Replay const& replay) {
    return roomkey::insert_replay(*this, replay);
}

Result<std::int64_t> Transaction::prune(Instant now, int rows_max) {
    return roomkey::prune(*this, now, rows_max);
}

}  // namespace roomkey
