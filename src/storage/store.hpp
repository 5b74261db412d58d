#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/records.hpp"
#include "storage/sql/dialect.hpp"
#include "storage/sql/lock_space.hpp"
#include "storage/sql/row.hpp"
#include "storage/sql/value.hpp"

namespace roomkey {

/// What can be asked of the database. Absence is an empty optional, never an error; an `Error` from
/// here is `unavailable` (busy, unreachable) or `internal`.
///
/// Statements are written once, in storage/sql/, and name their values $1, $2 and so on.
class Reader {
public:
    virtual ~Reader() = default;

    /// What a SELECT finds.
    template <class... Given>
    Result<Rows> query(std::string_view sql, Given const&... given) {
        return ask(Asking::plain, sql, Values(given...));
    }
    Result<Rows> query(std::string_view sql, Values const& values) {
        return ask(Asking::plain, sql, values);
    }
    /// The same; within a change nobody else can change what it finds until the end.
    template <class... Given>
    Result<Rows> query_held(std::string_view sql, Given const&... given) {
        return ask(Asking::held, sql, Values(given...));
    }
    /// Planned for these very values.
    Result<Rows> query_once(std::string_view sql, Values const& values) {
        return ask(Asking::once, sql, values);
    }
    /// The first column of the first row.
    template <class... Given>
    Result<std::int64_t> integer(std::string_view sql, Given const&... given) {
        return integer_of(query(sql, given...));
    }

    /// Within a change: holds the rows that a SELECT finds, like `query_held`, without looking at
    /// them. Does nothing after `query_unheld`, for accounts are held before what belongs to them.
    template <class... Given>
    Status hold(std::string_view sql, Given const&... given) {
        return hold_rows(sql, Values(given...));
    }
    /// Within a change: waits until nobody else holds the name, and holds it until the end.
    virtual Status hold_name(LockSpace space, std::string_view name) = 0;

    /// Within a change: holds the number that `sql` finds for `key`, by the name of `space`, so
    /// that two that look at it at once cannot both take the last place below `limit`. Far below it
    /// any number may hold it together. One number in a transaction.
    virtual Status hold_number(LockSpace space, std::string_view sql, std::int64_t key,
                               std::int64_t limit) = 0;
    /// The number; 0 if there is none.
    virtual Result<std::int64_t> held_number(std::string_view sql, std::int64_t key,
                                             std::int64_t limit) = 0;

    /// For what another changed since it was found: the error with which the work is run again.
    virtual Error overtaken(std::string detail) = 0;

    [[nodiscard]] virtual Dialect const& dialect() const = 0;

    // Enterprises, departments, applications.
    Result<std::optional<Corp>> find_corp(CorpId const& id);
    Result<std::vector<Corp>> list_corps();
    /// What `insert_key_check` saved. Within a `Transaction` all are held until its end, so that
    /// two that begin an installation at once take turns.
    Result<KeyChecks> key_checks();
    Result<std::optional<Department>> find_department(CorpId const& corp, std::string const& code);
    Result<std::optional<App>> find_app(AppId const& id);
    /// Empty `corp`: the apps of service providers.
    Result<std::vector<App>> list_apps(CorpId const& corp);

    // Users.
    Result<std::optional<User>> find_user(UserId const& id);
    Result<std::optional<User>> find_user_by_account(std::string const& account);
    Result<std::optional<User>> find_user_by_third_account(CorpId const& corp,
                                                           std::string const& third_account);
    Result<std::optional<User>> find_default_admin(CorpId const& corp);
    Result<Page<UserRow>> search_users(UserSearch const& search);

    // Sessions of users.
    /// The session whose access token has this hash, with its user; ended and lapsed ones too.
    Result<std::optional<SessionFacts>> find_session(Digest const& access_hash);
    Result<std::optional<SessionFacts>> find_session_by_refresh(Digest const& refresh_hash);
    /// All zero if there are none. Within a `Transaction` the counter is held until its end. A
    /// caller that asks for several begins with those of an account.
    Result<FailureCount> find_sign_in_failures(SignInKey const& key);
    /// Whether this account name signed in successfully from `source` at `since` or later.
    Result<bool> has_signed_in_from(SignInKey const& key, Instant since);

    // Terminals and codes.
    Result<std::optional<Terminal>> find_terminal(std::string const& account);
    Result<std::optional<Terminal>> find_terminal_by_user(UserId const& user);
    /// The terminal whose unspent code has this hash.
    Result<std::optional<Terminal>> find_terminal_by_code(Digest const& code_hash);
    Result<std::optional<Terminal>> find_terminal_by_code_id(CorpId const& corp, CodeId const& id);
    Result<Page<CodeRow>> search_codes(CodeSearch const& search);
    /// The binding that this credential belongs to, ended ones too.
    Result<std::optional<CredentialFacts>> find_credential(Digest const& hash);
    Result<std::int64_t> count_live_codes();
    Result<std::vector<LiveCodes>> live_codes_by_format();

    // The rest.
    Result<LiveAccess> live_access(Instant now);
    /// `networks` are those of the source, from the smallest to the largest. Within a
    /// `Transaction` the counters are held until its end, so that two that check at once cannot
    /// both take the last permitted guess under `limits`.
    Result<GuessCount> find_guesses(std::vector<std::string> const& networks, Instant now,
                                    GuessLimits const& limits);
    Result<std::optional<Replay>> find_replay(UserId const& user, Digest const& key_hash);
    Result<Page<AuditEntry>> search_audit(AuditSearch const& search);
    Result<std::optional<Notice>> find_notice(NoticeId const& id);
    /// Newest first, at most `listed_notices_max`.
    Result<std::vector<Notice>> list_notices(UserId const& user);
    Result<Page<NoticeRow>> search_notices(NoticeSearch const& search);
    Result<NoticeFigures> notice_figures();
    /// Up to `count` values of one kind, those after `row` in an order of the engine's own; an
    /// empty `row` is before the first. For walking over all of them, alongside other changes.
    Result<std::vector<SealedValue>> list_sealed(SealedKind kind, std::string const& row,
                                                 int count);

protected:
    enum class Asking : std::uint8_t { plain, held, unheld, once };
    virtual Result<Rows> ask(Asking asking, std::string_view sql,
                             std::span<Value const> values) = 0;
    virtual Status hold_rows(std::string_view sql, std::span<Value const> values) = 0;
};

/// Changes, all within one transaction. A `bool` answer is the row count of a guarded statement:
/// false means that the guard did not hold or the row was there already, and nothing changed.
///
/// Transactions of several nodes run at the same time. Users and terminals that were found, by
/// whatever, stay as they are until the end, with code, binding and credentials; `hold_...` says
/// the same of enterprises and apps. A session may be ended by another after it was found, but is
/// then not changed: the work is run again.
class Transaction : public Reader {
public:
    /// Runs a change whose row count does not matter. An engine may send it with the next
    /// statement, or with the commit; its failure shows then.
    template <class... Given>
    Status run(std::string_view sql, Given const&... given) {
        return queue(sql, Values(given...));
    }
    Status run(std::string_view sql, Values const& values) { return queue(sql, values); }
    /// Runs a change; returns how many rows it inserted, updated or deleted.
    template <class... Given>
    Result<std::int64_t> change(std::string_view sql, Given const&... given) {
        return count(sql, Values(given...));
    }
    Result<std::int64_t> change(std::string_view sql, Values const& values) {
        return count(sql, values);
    }
    /// What a SELECT finds, without the rows that others hold; the rest is held until the end.
    template <class... Given>
    Result<Rows> query_unheld(std::string_view sql, Given const&... given) {
        return ask(Asking::unheld, sql, Values(given...));
    }

    /// Runs `change` of this user, which may be made or deleted by it, and keeps the engine's index
    /// of substrings up to date; false from `change` means that nothing changed.
    virtual Result<bool> index(UserId const& user, std::function<Result<bool>()> const& change) = 0;

    /// After the commit, watchers on other nodes look at this binding again, or at all of them.
    virtual void tell(BindingId const& binding) = 0;
    virtual void tell_everything() = 0;

    // Enterprises, departments, applications.
    /// Remembers a key that the database is sealed with. False if this id has a check already.
    Result<bool> insert_key_check(std::uint8_t key_id, Digest const& check);
    Status delete_key_check(std::uint8_t key_id);
    /// With the root department, named like the enterprise.
    Result<bool> insert_corp(Corp const& corp);
    /// Renames the root department as well. Nothing happens, here and below, if there is none.
    Status update_corp(Corp const& corp);
    Result<bool> insert_department(Department const& department);
    /// `find_corp`, and keeps it and its apps from being changed by others until the end.
    Result<std::optional<Corp>> hold_corp(CorpId const& id);
    /// `find_app`, and keeps it from being changed by others until the end.
    Result<std::optional<App>> hold_app(AppId const& id);
    Result<bool> insert_app(App const& app);
    Status update_app(App const& app);
    Status delete_app(AppId const& id);

    // Users.
    /// False if the account or the third-party id is taken.
    Result<bool> insert_user(User const& user);
    /// Saves every field but id, corp_id and created_at. `account_exists` if the account or the
    /// third-party id is another user's.
    Status update_user(User const& user);
    /// Removes the user, and with it sessions, replays, terminal record, code and unsent notices.
    /// Bindings, which the caller ends first, stay on record, so that a device can learn why.
    Status delete_user(UserId const& id);

    // Sessions of users.
    Status insert_session(Session const& session);
    /// Saves hashes, times and `ended` of `session` over `found`.
    Status update_session(Session const& found, Session const& session);
    /// Marks the oldest live sessions of this user and client type displaced, until at most
    /// `keep` are live. Live is what did not end and can still be used or refreshed.
    Status displace_sessions(UserId const& user, int client_type, int keep, Instant now);
    /// Ends all live sessions of the user as signed out.
    Status end_sessions(UserId const& user);
    /// A count of 0 removes them.
    Status save_sign_in_failures(SignInKey const& key, FailureCount const& failures);
    /// Those of an account name, from whatever source.
    Status clear_sign_in_failures(std::string const& account);
    /// Remembers that `key.account` signed in successfully from `key.source`, and forgets all but
    /// the latest `sign_in_sources_max` sources of it.
    Status save_sign_in_source(SignInKey const& key, Instant used_at);
    /// False if this app used the nonce before. `expires_at` is when it may be forgotten.
    Result<bool> insert_nonce(AppId const& app, Digest const& nonce_hash,
                              std::optional<Instant> expires_at);

    // Terminals and codes.
    /// Makes `terminal.user` and its terminal record, without a code.
    Result<bool> insert_terminal(Terminal const& terminal);
    /// Gives the account this code in place of the one it has, if any. False if another account
    /// has a live code with the same hash.
    Result<bool> replace_code(UserId const& user, ActiveCode const& code);
    /// Removes the code with this hash if it is still unspent.
    Result<bool> delete_code(Digest const& hash);
    /// Makes `binding` the live one. False if the account has a live binding.
    Result<bool> insert_binding(Binding const& binding, Credential const& credential);
    /// Ends the live binding of the account, if any; returns its id.
    Result<std::optional<BindingId>> end_binding(UserId const& user, UnbindReason reason,
                                                 Instant at);
    Status touch_binding(BindingId const& id, Instant seen_at, std::string const& seen_from);
    /// Remembers that the audit trail noted what looks like a second device.
    Status mark_noted(BindingId const& id, Instant at);
    /// Adds a further, new credential, in place of an earlier unused one.
    Status renew_credential(Credential const& credential);
    /// Confirms this fresh credential, which supersedes the confirmed one of its binding; all
    /// others are removed.
    Status confirm_credential(Digest const& hash, BindingId const& binding);

    // Guessing.
    /// Counts one wrong code of the source, of the networks around it and of the whole service;
    /// locks as `limits` say. False if this source presented the same code already, less than a
    /// window ago: then nothing is counted.
    Result<bool> count_wrong_code(std::vector<std::string> const& networks, Digest const& code_hash,
                                  Instant now, GuessLimits const& limits);

    // Notices.
    Status insert_notice(Notice const& notice);
    /// Marks the unsettled notices of this account superseded, which empties their contacts.
    Status supersede_notices(UserId const& user, Instant now);
    /// The same for one notice, if it is queued. False if it is not: leased, settled or unknown.
    Result<bool> supersede_notice(NoticeId const& id, Instant now);
    /// Leases up to `count` due notices (queued, or sending with a lapsed lease) until
    /// `leased_until`, longest due first, counting the attempt. Those whose code lapsed are leased
    /// too, so that the caller settles them. Notices that another transaction is changing are
    /// passed over. Terminals that are found afterwards are not held: a reset that comes in
    /// between supersedes the notice, lease or not.
    Result<std::vector<Notice>> lease_notices(int count, Instant now, Instant leased_until);
    /// Saves state, attempts, next attempt, failure and contact of a notice that is still leased
    /// until `notice.leased_until`. False if the lease was lost or the notice superseded meanwhile.
    Result<bool> settle_notice(Notice const& notice);
    /// Counts one message in each of the counters, if none of them is full; else in none, and
    /// returns the place of the first that is. They are held until the transaction's end, so that
    /// two that count at once cannot both have the last place.
    Result<std::optional<std::size_t>> count_send(std::vector<SendCounter> const& counters);
    /// Notes what the gateway reported, and `failure` unless that is empty, which then outlasts an
    /// accepting `settle_notice`: a gateway may report before it has answered. False if there is no
    /// such notice or its report is final.
    Result<bool> save_report(NoticeId const& id, ReportState report, std::string const& failure,
                             Instant at);

    // The rest.
    /// Ends all live sessions of all users as signed out; returns how many.
    Result<std::int64_t> end_all_sessions();
    /// Ends all live bindings; returns how many.
    Result<std::int64_t> end_all_bindings(UnbindReason reason, Instant at);
    Status insert_audit(AuditEntry const& entry);
    /// Puts `fresh` in the place of `value`. False if that changed or went meanwhile.
    Result<bool> replace_sealed(SealedValue const& value, Bytes const& fresh);
    /// In place of an earlier one of the same key, which the caller found lapsed.
    Status insert_replay(Replay const& replay);
    /// Forgets what no promise needs any more: lapsed sessions, nonces, replays, guess windows,
    /// sign-in failures and sources, long-ended bindings, long-settled notices. At most `rows_max`
    /// of each.
    Result<std::int64_t> prune(Instant now, int rows_max);

protected:
    virtual Status queue(std::string_view sql, std::span<Value const> values) = 0;
    virtual Result<std::int64_t> count(std::string_view sql, std::span<Value const> values) = 0;
};

/// What a reset is to change, or nothing if there is nothing to change. An `Error` is the answer of
/// the whole reset. Called again, it has to make another code.
using ResetDecision = std::function<Result<std::optional<ResetChange>>(ResetFacts const&)>;

/// The database interface. Thread-safe; calls block, so they belong on a worker.
class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` on a consistent snapshot. `work` takes a `Reader&` and returns a `Result`; it
    /// may be run again from the start.
    template <class Work>
    std::invoke_result_t<Work&, Reader&> read(Work work) {
        using Answer = std::invoke_result_t<Work&, Reader&>;
        std::optional<Answer> answer;
        auto const status = run_read([&](Reader& reader) -> Status {
            answer.emplace(work(reader));
            return Done{};
        });
        if (!status.ok()) return status.error();
        return std::move(*answer);
    }

    /// Runs `work` in one transaction; commits on a value and returns only when that is durable,
    /// rolls back on an `Error`. What must be remembered is therefore a value. `work` may be run
    /// again from the start when the engine asks for it, and runs on a thread of the engine's
    /// choice while others wait: no slow work in it. It takes a `Transaction&`, returns a `Result`.
    template <class Work>
    std::invoke_result_t<Work&, Transaction&> write(Work work) {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Answer> answer;
        auto const status = run_write([&](Transaction& transaction) -> Status {
            answer.emplace(work(transaction));
            if (!answer->ok()) return answer->error();
            return Done{};
        });
        // An error of the engine itself (commit failed) outranks what the work returned.
        if (!status.ok()) return status.error();
        return std::move(*answer);
    }

    /// Finds what `question` asks for, has `decide` decide, and makes the change that it wants: in
    /// one transaction, on the account as it was found. Empty if it wants none. Like a work of
    /// `write`, `decide` may be called again from the start and runs while others wait; of its
    /// answers the last one counts. An engine may run resets that come together as one.
    virtual Result<std::optional<ResetOutcome>> reset(ResetQuestion const& question,
                                                      ResetDecision const& decide);

    /// Returns when the database can be read and written.
    virtual Status check() = 0;

    /// What other processes changed since the last call, as far as watchers of terminals have to
    /// know. It may report too much, but leaves nothing out for longer than a second.
    virtual Result<ForeignChanges> take_foreign_changes() = 0;

protected:
    using ReadWork = std::function<Status(Reader&)>;
    using WriteWork = std::function<Status(Transaction&)>;
    virtual Status run_read(ReadWork const& work) = 0;
    virtual Status run_write(WriteWork const& work) = 0;
};

}  // namespace roomkey
