#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/records.hpp"

namespace roomkey {

/// What can be asked of the database. Absence is an empty optional, never an error; an `Error` from
/// here is `unavailable` (busy, unreachable) or `internal`.
class Reader {
public:
    virtual ~Reader() = default;

    // Enterprises, departments, applications.
    virtual Result<std::optional<Corp>> find_corp(CorpId const& id) = 0;
    virtual Result<std::vector<Corp>> list_corps() = 0;
    /// What `insert_key_check` saved. Within a `Transaction` all are held until its end, so that
    /// two that begin an installation at once take turns.
    virtual Result<KeyChecks> key_checks() = 0;
    virtual Result<std::optional<Department>> find_department(CorpId const& corp,
                                                              std::string const& code) = 0;
    virtual Result<std::optional<App>> find_app(AppId const& id) = 0;
    /// Empty `corp`: the apps of service providers.
    virtual Result<std::vector<App>> list_apps(CorpId const& corp) = 0;

    // Users.
    virtual Result<std::optional<User>> find_user(UserId const& id) = 0;
    virtual Result<std::optional<User>> find_user_by_account(std::string const& account) = 0;
    virtual Result<std::optional<User>> find_user_by_third_account(
        CorpId const& corp, std::string const& third_account) = 0;
    virtual Result<std::optional<User>> find_default_admin(CorpId const& corp) = 0;
    virtual Result<Page<UserRow>> search_users(UserSearch const& search) = 0;

    // Sessions of users.
    /// The session whose access token has this hash, with its user; ended and lapsed ones too.
    virtual Result<std::optional<SessionFacts>> find_session(Digest const& access_hash) = 0;
    virtual Result<std::optional<SessionFacts>> find_session_by_refresh(
        Digest const& refresh_hash) = 0;
    /// All zero if there are none. Within a `Transaction` the counter is held until its end. Who
    /// asks for several begins with those of an account.
    virtual Result<FailureCount> find_sign_in_failures(SignInKey const& key) = 0;
    /// Whether this account name signed in rightly from `source` at `since` or later.
    virtual Result<bool> has_signed_in_from(SignInKey const& key, Instant since) = 0;

    // Terminals and codes.
    virtual Result<std::optional<Terminal>> find_terminal(std::string const& account) = 0;
    virtual Result<std::optional<Terminal>> find_terminal_by_user(UserId const& user) = 0;
    /// The terminal whose unspent code has this hash.
    virtual Result<std::optional<Terminal>> find_terminal_by_code(Digest const& code_hash) = 0;
    virtual Result<std::optional<Terminal>> find_terminal_by_code_id(CorpId const& corp,
                                                                     CodeId const& id) = 0;
    virtual Result<Page<CodeRow>> search_codes(CodeSearch const& search) = 0;
    /// The binding that this credential belongs to, ended ones too.
    virtual Result<std::optional<CredentialFacts>> find_credential(Digest const& hash) = 0;
    virtual Result<std::int64_t> count_live_codes() = 0;
    virtual Result<std::vector<LiveCodes>> live_codes_by_format() = 0;

    // The rest.
    virtual Result<LiveAccess> live_access(Instant now) = 0;
    /// `networks` are those of the source, from the smallest to the largest. Within a
    /// `Transaction` the counters are held until its end, so that two that look at once cannot
    /// both take the last permitted guess under `limits`.
    virtual Result<GuessCount> find_guesses(std::vector<std::string> const& networks, Instant now,
                                            GuessLimits const& limits) = 0;
    virtual Result<std::optional<Replay>> find_replay(UserId const& user,
                                                      Digest const& key_hash) = 0;
    virtual Result<Page<AuditEntry>> search_audit(AuditSearch const& search) = 0;
    virtual Result<std::optional<Notice>> find_notice(NoticeId const& id) = 0;
    /// Newest first, at most `listed_notices_max`.
    virtual Result<std::vector<Notice>> list_notices(UserId const& user) = 0;
    virtual Result<Page<NoticeRow>> search_notices(NoticeSearch const& search) = 0;
    virtual Result<NoticeFigures> notice_figures() = 0;
    /// Up to `count` values of one kind, those behind `row` in an order of the engine's own; an
    /// empty `row` is before the first. For walking over all of them, beside other changes.
    virtual Result<std::vector<SealedValue>> list_sealed(SealedKind kind, std::string const& row,
                                                         int count) = 0;
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
    // Enterprises, departments, applications.
    /// Remembers a key that the database is sealed with. False if this id has a check already.
    virtual Result<bool> insert_key_check(std::uint8_t key_id, Digest const& check) = 0;
    virtual Status delete_key_check(std::uint8_t key_id) = 0;
    /// With the root department, named like the enterprise.
    virtual Result<bool> insert_corp(Corp const& corp) = 0;
    /// Renames the root department as well. Nothing happens, here and below, if there is none.
    virtual Status update_corp(Corp const& corp) = 0;
    virtual Result<bool> insert_department(Department const& department) = 0;
    /// `find_corp`, and keeps it and its apps from being changed by others until the end.
    virtual Result<std::optional<Corp>> hold_corp(CorpId const& id) { return find_corp(id); }
    /// `find_app`, and keeps it from being changed by others until the end.
    virtual Result<std::optional<App>> hold_app(AppId const& id) { return find_app(id); }
    virtual Result<bool> insert_app(App const& app) = 0;
    virtual Status update_app(App const& app) = 0;
    virtual Status delete_app(AppId const& id) = 0;

    // Users.
    /// False if the account or the third-party id is taken.
    virtual Result<bool> insert_user(User const& user) = 0;
    /// Saves every field but id, corp_id and created_at. `account_exists` if the account or the
    /// third-party id is another user's.
    virtual Status update_user(User const& user) = 0;
    /// Removes the user, and with it sessions, replays, terminal record, code and unsent notices.
    /// Bindings, which the caller ends first, stay on record, so that a device can be told why.
    virtual Status delete_user(UserId const& id) = 0;

    // Sessions of users.
    virtual Status insert_session(Session const& session) = 0;
    /// Saves hashes, times and `ended` over the session that now has `access_hash`.
    virtual Status update_session(Digest const& access_hash, Session const& session) = 0;
    /// Marks the oldest live sessions of this user and client type displaced, until at most
    /// `keep` are live. Live is what did not end and can still be used or refreshed.
    virtual Status displace_sessions(UserId const& user, int client_type, int keep,
                                     Instant now) = 0;
    /// Ends all live sessions of the user as signed out.
    virtual Status end_sessions(UserId const& user) = 0;
    /// A count of 0 removes them.
    virtual Status save_sign_in_failures(SignInKey const& key, FailureCount const& failures) = 0;
    /// Those of an account name, from whatever source.
    virtual Status clear_sign_in_failures(std::string const& account) = 0;
    /// Remembers that `key.account` signed in rightly from `key.source`, and forgets all but the
    /// latest `sign_in_sources_max` sources of it.
    virtual Status save_sign_in_source(SignInKey const& key, Instant used_at) = 0;
    /// False if this app used the nonce before. `expires_at` is when it may be forgotten.
    virtual Result<bool> insert_nonce(AppId const& app, Digest const& nonce_hash,
                                      std::optional<Instant> expires_at) = 0;

    // Terminals and codes.
    /// Makes `terminal.user` and its terminal record, without a code.
    virtual Result<bool> insert_terminal(Terminal const& terminal) = 0;
    /// Gives the account this code in place of the one it has, if any. False if another account
    /// has a live code with the same hash.
    virtual Result<bool> replace_code(UserId const& user, ActiveCode const& code) = 0;
    /// Removes the code with this hash if it is still unspent.
    virtual Result<bool> delete_code(Digest const& hash) = 0;
    /// Makes `binding` the live one. False if the account has a live binding.
    virtual Result<bool> insert_binding(Binding const& binding, Credential const& credential) = 0;
    /// Ends the live binding of the account, if any; answers its id.
    virtual Result<std::optional<BindingId>> end_binding(UserId const& user, UnbindReason reason,
                                                         Instant at) = 0;
    virtual Status touch_binding(BindingId const& id, Instant seen_at,
                                 std::string const& seen_from) = 0;
    /// Remembers that the audit trail noted what looks like a second device.
    virtual Status mark_noted(BindingId const& id, Instant at) = 0;
    /// Adds a further, fresh credential, in place of an earlier fresh one.
    virtual Status renew_credential(Credential const& credential) = 0;
    /// Confirms this fresh credential, which supersedes the confirmed one of its binding; all
    /// others are removed.
    virtual Status confirm_credential(Digest const& hash, BindingId const& binding) = 0;

    // Guessing.
    /// Counts one wrong code of the source, of the networks around it and of the whole service;
    /// locks as `limits` say. False if this source presented the same code already, less than a
    /// window ago: then nothing is counted.
    virtual Result<bool> count_wrong_code(std::vector<std::string> const& networks,
                                          Digest const& code_hash, Instant now,
                                          GuessLimits const& limits) = 0;

    // Notices.
    virtual Status insert_notice(Notice const& notice) = 0;
    /// Marks the unsettled notices of this account superseded, which empties their contacts.
    virtual Status supersede_notices(UserId const& user, Instant now) = 0;
    /// The same for one notice, if it is queued. False if it is not: leased, settled or unknown.
    virtual Result<bool> supersede_notice(NoticeId const& id, Instant now) = 0;
    /// Leases up to `count` due notices (queued, or sending with a lapsed lease) until
    /// `leased_until`, longest due first, counting the attempt. Those whose code lapsed are leased
    /// too, so that the caller settles them. Notices that another transaction is changing are
    /// passed over. Terminals that are found afterwards are not held: a reset that comes in
    /// between supersedes the notice, lease or not.
    virtual Result<std::vector<Notice>> lease_notices(int count, Instant now,
                                                      Instant leased_until) = 0;
    /// Saves state, attempts, next attempt, failure and contact of a notice that is still leased
    /// until `notice.leased_until`. False if the lease was lost or the notice superseded meanwhile.
    virtual Result<bool> settle_notice(Notice const& notice) = 0;
    /// Counts one message in each of the counters, if none of them is full; else in none, and
    /// answers the place of the first that is. They are held until the transaction's end, so that
    /// two that count at once cannot both have the last place.
    virtual Result<std::optional<std::size_t>> count_send(
        std::vector<SendCounter> const& counters) = 0;
    /// Notes what the gateway reported, and `failure` unless that is empty, which then outlasts an
    /// accepting `settle_notice`: a gateway may report before it has answered. False if there is no
    /// such notice or its report is final.
    virtual Result<bool> save_report(NoticeId const& id, ReportState report,
                                     std::string const& failure, Instant at) = 0;

    // The rest.
    /// Ends all live sessions of all users as signed out; returns how many.
    virtual Result<std::int64_t> end_all_sessions() = 0;
    /// Ends all live bindings; returns how many.
    virtual Result<std::int64_t> end_all_bindings(UnbindReason reason, Instant at) = 0;
    virtual Status insert_audit(AuditEntry const& entry) = 0;
    /// Puts `fresh` in the place of `value`. False if that changed or went meanwhile.
    virtual Result<bool> replace_sealed(SealedValue const& value, Bytes const& fresh) = 0;
    /// In place of an earlier one of the same key, which the caller found lapsed.
    virtual Status insert_replay(Replay const& replay) = 0;
    /// Forgets what no promise needs any more: lapsed sessions, nonces, replays, guess windows,
    /// sign-in failures and sources, long-ended bindings, long-settled notices. At most `rows_max`
    /// of each.
    virtual Result<std::int64_t> prune(Instant now, int rows_max) = 0;
};

/// What a reset is to change, or nothing if there is nothing to change. An `Error` is the answer of
/// the whole reset. Called again, it has to make another code.
using ResetDecision = std::function<Result<std::optional<ResetChange>>(ResetFacts const&)>;

/// The database door. Thread-safe; calls block, so they belong on a worker.
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

    /// Runs `work` in one transaction; commits on a value and answers only when that is durable,
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
        // An error of the engine itself (commit failed) outranks what the work answered.
        if (!status.ok()) return status.error();
        return std::move(*answer);
    }

    /// Finds what `question` asks for, has `decide` decide, and makes the change that it wants: in
    /// one transaction, on the account as it was found. Nothing if it wants none. Like a work of
    /// `write`, `decide` may be called again from the start and runs while others wait; of its
    /// answers the last one counts. An engine may run resets that come together as one.
    virtual Result<std::optional<ResetOutcome>> reset(ResetQuestion const& question,
                                                      ResetDecision const& decide);

    /// Answers when the database can be read and written.
    virtual Status check() = 0;

    /// What other processes changed since the last call, as far as watchers of terminals have to
    /// know. It may tell too much, but leaves nothing out for longer than a second.
    virtual Result<ForeignChanges> take_foreign_changes() = 0;

protected:
    using ReadWork = std::function<Status(Reader&)>;
    using WriteWork = std::function<Status(Transaction&)>;
    virtual Status run_read(ReadWork const& work) = 0;
    virtual Status run_write(WriteWork const& work) = 0;
};

}  // namespace roomkey
