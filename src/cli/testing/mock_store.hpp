#pragma once

#include <gmock/gmock.h>

#include "usecase/operator/codes.hpp"
#include "usecase/operator/corps.hpp"

namespace roomkey {

/// The database as far as a test scripts it.
/// Constructor and destructor lie in one source: the code behind a mock of so many methods takes a
/// compiler a minute.
class MockTransaction : public Transaction {
public:
    MockTransaction();
    ~MockTransaction() override;

    // No statement gets here: what makes them is scripted.
    Status hold_name(LockSpace /*space*/, std::string_view /*name*/) override { return Done{}; }
    Error overtaken(std::string detail) override { return internal_error(std::move(detail)); }
    [[nodiscard]] Dialect const& dialect() const override { return dialect_; }
    Result<bool> index(UserId const& /*user*/,
                       std::function<Result<bool>()> const& change) override {
        return change();
    }
    void tell(BindingId const& /*binding*/) override {}
    void tell_everything() override {}
    Result<std::optional<Corp>> hold_corp(CorpId const& id) override { return find_corp(id); }
    Result<std::optional<App>> hold_app(AppId const& id) override { return find_app(id); }

    MOCK_METHOD(Result<std::optional<Corp>>, find_corp, (CorpId const&), (override));
    MOCK_METHOD(Result<std::vector<Corp>>, list_corps, (), (override));
    MOCK_METHOD(Result<std::optional<Department>>, find_department,
                (CorpId const&, std::string const&), (override));
    MOCK_METHOD(Result<std::optional<App>>, find_app, (AppId const&), (override));
    MOCK_METHOD(Result<std::vector<App>>, list_apps, (CorpId const&), (override));
    MOCK_METHOD(Result<std::optional<User>>, find_user, (UserId const&), (override));
    MOCK_METHOD(Result<std::optional<User>>, find_user_by_account, (std::string const&),
                (override));
    MOCK_METHOD(Result<std::optional<User>>, find_user_by_third_account,
                (CorpId const&, std::string const&), (override));
    MOCK_METHOD(Result<std::optional<User>>, find_default_admin, (CorpId const&), (override));
    MOCK_METHOD(Result<Page<UserRow>>, search_users, (UserSearch const&), (override));
    MOCK_METHOD(Result<std::optional<SessionFacts>>, find_session, (Digest const&), (override));
    MOCK_METHOD(Result<std::optional<SessionFacts>>, find_session_by_refresh, (Digest const&),
                (override));
    MOCK_METHOD(Result<std::optional<SignInFailures>>, find_sign_in_failures, (std::string const&),
                (override));
    MOCK_METHOD(Result<std::optional<Terminal>>, find_terminal, (std::string const&), (override));
    MOCK_METHOD(Result<std::optional<Terminal>>, find_terminal_by_user, (UserId const&),
                (override));
    MOCK_METHOD(Result<std::optional<Terminal>>, find_terminal_by_code, (Digest const&),
                (override));
    MOCK_METHOD(Result<std::optional<Terminal>>, find_terminal_by_code_id,
                (CorpId const&, CodeId const&), (override));
    MOCK_METHOD(Result<Page<CodeRow>>, search_codes, (CodeSearch const&), (override));
    MOCK_METHOD(Result<std::optional<CredentialFacts>>, find_credential, (Digest const&),
                (override));
    MOCK_METHOD(Result<std::optional<Digest>>, find_key_check, (), (override));
    MOCK_METHOD(Result<bool>, insert_key_check, (Digest const&), (override));
    MOCK_METHOD(Result<std::int64_t>, count_live_codes, (), (override));
    MOCK_METHOD(Result<std::vector<LiveCodes>>, live_codes_by_format, (), (override));
    MOCK_METHOD(Result<GuessCount>, find_guesses, (std::string const&, Instant, GuessLimits const&),
                (override));
    MOCK_METHOD(Result<std::optional<Replay>>, find_replay, (UserId const&, Digest const&),
                (override));
    MOCK_METHOD(Result<Page<AuditEntry>>, search_audit, (AuditSearch const&), (override));
    MOCK_METHOD(Result<std::optional<Notice>>, find_notice, (NoticeId const&), (override));
    MOCK_METHOD(Result<std::vector<Notice>>, list_notices, (UserId const&), (override));
    MOCK_METHOD(Result<Page<NoticeRow>>, search_notices, (NoticeSearch const&), (override));
    MOCK_METHOD(Result<NoticeFigures>, notice_figures, (), (override));
    MOCK_METHOD(Result<bool>, insert_corp, (Corp const&), (override));
    MOCK_METHOD(Status, update_corp, (Corp const&), (override));
    MOCK_METHOD(Result<bool>, insert_department, (Department const&), (override));
    MOCK_METHOD(Result<bool>, insert_app, (App const&), (override));
    MOCK_METHOD(Status, update_app, (App const&), (override));
    MOCK_METHOD(Status, delete_app, (AppId const&), (override));
    MOCK_METHOD(Result<bool>, insert_user, (User const&), (override));
    MOCK_METHOD(Status, update_user, (User const&), (override));
    MOCK_METHOD(Status, delete_user, (UserId const&), (override));
    MOCK_METHOD(Status, insert_session, (Session const&), (override));
    MOCK_METHOD(Status, update_session, (Digest const&, Session const&), (override));
    MOCK_METHOD(Status, displace_sessions, (UserId const&, int, int, Instant), (override));
    MOCK_METHOD(Status, end_sessions, (UserId const&), (override));
    MOCK_METHOD(Status, save_sign_in_failures, (SignInFailures const&), (override));
    MOCK_METHOD(Status, clear_sign_in_failures, (std::string const&), (override));
    MOCK_METHOD(Result<bool>, insert_nonce, (AppId const&, Digest const&, std::optional<Instant>),
                (override));
    MOCK_METHOD(Result<bool>, insert_terminal, (Terminal const&), (override));
    MOCK_METHOD(Result<bool>, replace_code, (UserId const&, ActiveCode const&), (override));
    MOCK_METHOD(Result<bool>, delete_code, (Digest const&), (override));
    MOCK_METHOD(Result<bool>, insert_binding, (Binding const&, Credential const&), (override));
    MOCK_METHOD(Result<std::optional<BindingId>>, end_binding,
                (UserId const&, UnbindReason, Instant), (override));
    MOCK_METHOD(Status, touch_binding, (BindingId const&, Instant), (override));
    MOCK_METHOD(Status, renew_credential, (Credential const&, Instant), (override));
    MOCK_METHOD(Status, confirm_credential, (Digest const&, BindingId const&), (override));
    MOCK_METHOD(Status, count_wrong_code, (std::string const&, Instant, GuessLimits const&),
                (override));
    MOCK_METHOD(Status, insert_notice, (Notice const&), (override));
    MOCK_METHOD(Status, supersede_notices, (UserId const&, Instant), (override));
    MOCK_METHOD(Result<bool>, supersede_notice, (NoticeId const&, Instant), (override));
    MOCK_METHOD(Result<std::vector<Notice>>, lease_notices, (int, Instant, Instant), (override));
    MOCK_METHOD(Result<bool>, settle_notice, (Notice const&), (override));
    MOCK_METHOD(Result<std::optional<std::size_t>>, count_send, (std::vector<SendCounter> const&),
                (override));
    MOCK_METHOD(Result<bool>, save_report,
                (NoticeId const&, ReportState, std::string const&, Instant), (override));
    MOCK_METHOD(Result<std::vector<SealedValue>>, list_sealed,
                (SealedKind, std::string const&, int), (override));
    MOCK_METHOD(Result<bool>, replace_sealed, (SealedValue const&, Bytes const&), (override));
    MOCK_METHOD(Status, insert_audit, (AuditEntry const&), (override));
    MOCK_METHOD(Status, insert_replay, (Replay const&), (override));
    MOCK_METHOD(Result<std::int64_t>, prune, (Instant, int), (override));

protected:
    Result<Rows> ask(Asking /*asking*/, std::string_view sql,
                     std::span<Value const> /*values*/) override {
        return internal_error(std::string{sql});
    }
    Status hold_rows(std::string_view /*sql*/, std::span<Value const> /*values*/) override {
        return Done{};
    }
    Status queue(std::string_view sql, std::span<Value const> /*values*/) override {
        return internal_error(std::string{sql});
    }
    Result<std::int64_t> count(std::string_view sql, std::span<Value const> /*values*/) override {
        return internal_error(std::string{sql});
    }

private:
    Dialect dialect_;
};

/// Runs all work on one mock, as it is.
class MockStore final : public Store {
public:
    explicit MockStore(MockTransaction& transaction) : transaction_(transaction) {}

    Status check() override { return Done{}; }
    Result<ForeignChanges> take_foreign_changes() override { return ForeignChanges{}; }

protected:
    Status run_read(ReadWork const& work) override { return work(transaction_); }
    Status run_write(WriteWork const& work) override { return work(transaction_); }

private:
    MockTransaction& transaction_;
};

}  // namespace roomkey
