#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/rows.hpp"
#include "storage/store.hpp"

namespace roomkey::postgres {

/// The door's statements on `connection`, within the transaction that it has open. With `holds`,
/// what is found is held until its end, so that what was decided on it stays true; else this serves
/// as the `Reader` of a transaction that changes nothing.
///
/// The order in which things are held is the same everywhere: an enterprise, guesses, the account
/// (its row in `users`), what belongs to the account, the counters of sent messages.
class Transaction final : public roomkey::Transaction {
public:
    Transaction(Connection& connection, bool holds) : connection_(connection), holds_(holds) {}

    Status hold_name(LockSpace space, std::string_view name) override;
    Error overtaken(std::string detail) override;
    [[nodiscard]] Dialect const& dialect() const override;
    /// The index is a generated column.
    Result<bool> index(UserId const& /*user*/,
                       std::function<Result<bool>()> const& change) override {
        return change();
    }
    void tell(BindingId const& binding) override { changes_.bindings.push_back(binding); }
    void tell_everything() override { changes_.is_everything = true; }

    Result<std::optional<Digest>> find_key_check() override;
    Result<bool> insert_key_check(Digest const& check) override;
    Result<std::optional<SessionFacts>> find_session(Digest const& access_hash) override;
    Result<std::optional<SessionFacts>> find_session_by_refresh(
        Digest const& refresh_hash) override;
    Result<std::optional<SignInFailures>> find_sign_in_failures(
        std::string const& account) override;
    Status update_session(Digest const& access_hash, Session const& session) override;
    Status save_sign_in_failures(SignInFailures const& failures) override;
    Status clear_sign_in_failures(std::string const& account) override;
    Status renew_credential(Credential const& credential, Instant old_expires_at) override;
    Status confirm_credential(Digest const& hash, BindingId const& binding) override;
    Result<GuessCount> find_guesses(std::string const& source, Instant now,
                                    GuessLimits const& limits) override;
    Status count_wrong_code(std::string const& source, Instant now,
                            GuessLimits const& limits) override;
    Result<std::optional<Replay>> find_replay(UserId const& user, Digest const& key_hash) override;
    Status insert_replay(Replay const& replay) override;

    /// What others have to be told of once it is committed.
    [[nodiscard]] Changes const& changes() const { return changes_; }

protected:
    Result<roomkey::Rows> ask(Asking asking, std::string_view sql,
                              std::span<Value const> values) override;
    Status hold_rows(std::string_view sql, std::span<Value const> values) override;
    Status queue(std::string_view sql, std::span<Value const> values) override;
    Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) override;

private:
    std::optional<SessionFacts> remember(std::optional<SessionFacts> facts);
    Status insert_credential(Credential const& credential, BindingId const& binding);
    Status hold_guesses(std::string const& source, Instant now, GuessLimits const& limits);

    Connection& connection_;
    bool holds_;
    bool has_passed_over_ = false;  ///< What others held.
    bool holds_guesses_ = false;
    Changes changes_;
    std::map<Digest, Session> sessions_read_;  ///< By their access hashes, as they were.
};

}  // namespace roomkey::postgres
