#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"

namespace roomkey::sqlite {

/// The door's questions and changes as statements on `connection`, within whatever transaction
/// that has open. Also serves as the `Reader` of a connection that refuses changes.
/// Defined in files by subject: transaction_corps.cpp and so on.
class Transaction final : public roomkey::Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) {}

    // Enterprises, departments, applications.
    Result<std::optional<Corp>> find_corp(CorpId const& id) override;
    Result<std::vector<Corp>> list_corps() override;
    Result<KeyChecks> key_checks() override;
    Result<bool> insert_key_check(std::uint8_t key_id, Digest const& check) override;
    Status delete_key_check(std::uint8_t key_id) override;
    Result<std::optional<Department>> find_department(CorpId const& corp,
                                                      std::string const& code) override;
    Result<std::optional<App>> find_app(AppId const& id) override;
    Result<std::vector<App>> list_apps(CorpId const& corp) override;
    Result<bool> insert_corp(Corp const& corp) override;
    Status update_corp(Corp const& corp) override;
    Result<bool> insert_department(Department const& department) override;
    Result<bool> insert_app(App const& app) override;
    Status update_app(App const& app) override;
    Status delete_app(AppId const& id) override;

    // Users.
    Result<std::optional<User>> find_user(UserId const& id) override;
    Result<std::optional<User>> find_user_by_account(std::string const& account) override;
    Result<std::optional<User>> find_user_by_third_account(
        CorpId const& corp, std::string const& third_account) override;
    Result<std::optional<User>> find_default_admin(CorpId const& corp) override;
    Result<Page<UserRow>> search_users(UserSearch const& search) override;
    Result<bool> insert_user(User const& user) override;
    Status update_user(User const& user) override;
    Status delete_user(UserId const& id) override;

    // Sessions of users.
    Result<std::optional<SessionFacts>> find_session(Digest const& access_hash) override;
    Result<std::optional<SessionFacts>> find_session_by_refresh(
        Digest const& refresh_hash) override;
    Result<FailureCount> find_sign_in_failures(SignInKey const& key) override;
    Result<bool> has_signed_in_from(SignInKey const& key, Instant since) override;
    Status insert_session(Session const& session) override;
    Status update_session(Digest const& access_hash, Session const& session) override;
    Status displace_sessions(UserId const& user, int client_type, int keep, Instant now) override;
    Status end_sessions(UserId const& user) override;
    Status save_sign_in_failures(SignInKey const& key, FailureCount const& failures) override;
    Status clear_sign_in_failures(std::string const& account) override;
    Status save_sign_in_source(SignInKey const& key, Instant used_at) override;
    Result<bool> insert_nonce(AppId const& app, Digest const& nonce_hash,
                              std::optional<Instant> expires_at) override;

    // Terminals and codes.
    Result<std::optional<Terminal>> find_terminal(std::string const& account) override;
    Result<std::optional<Terminal>> find_terminal_by_user(UserId const& user) override;
    Result<std::optional<Terminal>> find_terminal_by_code(Digest const& code_hash) override;
    Result<std::optional<Terminal>> find_terminal_by_code_id(CorpId const& corp,
                                                             CodeId const& id) override;
    Result<Page<CodeRow>> search_codes(CodeSearch const& search) override;
    Result<std::optional<CredentialFacts>> find_credential(Digest const& hash) override;
    Result<std::int64_t> count_live_codes() override;
    Result<std::vector<LiveCodes>> live_codes_by_format() override;
    Result<bool> insert_terminal(Terminal const& terminal) override;
    Result<bool> replace_code(UserId const& user, ActiveCode const& code) override;
    Result<bool> delete_code(Digest const& hash) override;
    Result<bool> insert_binding(Binding const& binding, Credential const& credential) override;
    Result<std::optional<BindingId>> end_binding(UserId const& user, UnbindReason reason,
                                                 Instant at) override;
    Status touch_binding(BindingId const& id, Instant seen_at,
                         std::string const& seen_from) override;
    Status mark_noted(BindingId const& id, Instant at) override;
    Status renew_credential(Credential const& credential) override;
    Status confirm_credential(Digest const& hash, BindingId const& binding) override;

    // Guessing.
    Result<GuessCount> find_guesses(std::vector<std::string> const& networks, Instant now,
                                    GuessLimits const& limits) override;
    Result<bool> count_wrong_code(std::vector<std::string> const& networks, Digest const& code_hash,
                                  Instant now, GuessLimits const& limits) override;

    // Notices.
    Result<std::optional<Notice>> find_notice(NoticeId const& id) override;
    Result<std::vector<Notice>> list_notices(UserId const& user) override;
    Result<Page<NoticeRow>> search_notices(NoticeSearch const& search) override;
    Result<NoticeFigures> notice_figures() override;
    Status insert_notice(Notice const& notice) override;
    Status supersede_notices(UserId const& user, Instant now) override;
    Result<bool> supersede_notice(NoticeId const& id, Instant now) override;
    Result<std::vector<Notice>> lease_notices(int count, Instant now,
                                              Instant leased_until) override;
    Result<bool> settle_notice(Notice const& notice) override;
    Result<std::optional<std::size_t>> count_send(
        std::vector<SendCounter> const& counters) override;
    Result<bool> save_report(NoticeId const& id, ReportState report, std::string const& failure,
                             Instant at) override;

    // The rest.
    Result<std::optional<Replay>> find_replay(UserId const& user, Digest const& key_hash) override;
    Result<Page<AuditEntry>> search_audit(AuditSearch const& search) override;
    Result<std::vector<SealedValue>> list_sealed(SealedKind kind, std::string const& row,
                                                 int count) override;
    Result<bool> replace_sealed(SealedValue const& value, Bytes const& fresh) override;
    Result<LiveAccess> live_access(Instant now) override;
    Result<std::int64_t> end_all_sessions() override;
    Result<std::int64_t> end_all_bindings(UnbindReason reason, Instant at) override;
    Status insert_audit(AuditEntry const& entry) override;
    Status insert_replay(Replay const& replay) override;
    Result<std::int64_t> prune(Instant now, int rows_max) override;

private:
    struct KeyedUser {
        std::int64_t key = 0;
        User user;
    };
    Result<std::optional<KeyedUser>> find_keyed_user(UserId const& id);
    Status insert_credential(Credential const& credential, std::int64_t binding_key);

    Connection& connection_;
};

}  // namespace roomkey::sqlite
