#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "domain/audit.hpp"
#include "fields/operation.hpp"
#include "storage/store.hpp"
#include "usecase/actor.hpp"
#include "usecase/caller.hpp"
#include "usecase/repetition.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// That an actor may do an operation, as its own transaction found.
struct Permit {
    std::optional<Caller> caller;  ///< Empty for an operator.
    Corp corp;  ///< The caller's, or the operator's choice; if that is none, empty.
    Instant now{};
    Language language = Language::zh_cn;          ///< Of messages that the change sends.
    Language reading_language = Language::zh_cn;  ///< Of what it says to the actor.
    AuditEntry audit;  ///< The record of success, without account and detail.

    /// What of the enterprise the actor can find. Whatever is found by an id or listed is found
    /// with it, so that the rest is as unknown as what does not exist; `corp.id` is for what is of
    /// the enterprise as a whole, or made new in it.
    [[nodiscard]] Reach const& reach() const { return reach_; }
    /// Whether the actor's role has it; an operator's always does.
    [[nodiscard]] bool may(Permission permission) const;
    /// `not_permitted` unless the actor may do this as well, such as what a job does for each row.
    [[nodiscard]] Status require(Operation const& other) const;

private:
    friend class Gate;
    Reach reach_;
};

/// A change in progress: the transaction, and what is to happen at its end.
class Change {
public:
    /// What the gate does once `work` has returned a value.
    struct Effects {
        std::string concerned;    ///< The account that a refusal is about.
        std::string holds_while;  ///< For the check of a repeated request.
        std::vector<AuditEntry> records;
        std::vector<BindingId> woken;
        bool is_everything_woken = false;
        bool has_notices = false;
        bool is_recorded = true;
        bool is_counted = false;
        bool is_answer = true;
    };

    Change(Transaction& to_change, Permit const& given, Effects& effects)
        : transaction(to_change), permit(given), effects_(effects) {}

    Transaction& transaction;
    Permit const& permit;

    /// What the audit record is about. Each further call makes one more record; without any there
    /// is one without an account.
    void about(std::string account, std::string detail = {});
    /// The same, for an enterprise other than the permit's.
    void about(CorpId corp, std::string account, std::string detail);
    /// What the record of a refusal is about from here on, unless the operation named an account.
    void refusal_is_about(std::string account) { effects_.concerned = std::move(account); }
    /// The same as a record of another operation, which this one includes.
    void about(Operation const& part, CorpId corp);
    /// Nothing was changed, so there is nothing to record.
    void skip_record() { effects_.is_recorded = false; }
    /// What the work returns is a refusal whose traces stay: a repeated request is decided again.
    void keep_no_answer() { effects_.is_answer = false; }
    /// Anybody who may do this may do it as often as they like: for a user it is counted in one
    /// record for each account, as by `record_own`.
    void count_record() { effects_.is_counted = true; }
    /// After the commit the watchers of this binding look at it again.
    void wake(std::optional<BindingId> const& binding);
    /// The same for all watchers.
    void wake_all() { effects_.is_everything_woken = true; }
    /// After the commit the outbox looks for due notices.
    void notify_outbox() { effects_.has_notices = true; }
    /// What the check of a repeated request (`Repetition::Check`) compares with how it is then,
    /// where the answer itself does not say it. One line, kept sealed.
    void answer_holds_while(std::string fact) { effects_.holds_while = std::move(fact); }

private:
    Effects& effects_;
};

/// What a refusal was about, for its audit record.
struct Subject {
    std::string account;
    std::string detail;
};

/// The only way for an operation to reach the database. Within the operation's own transaction it
/// decides whether the actor may do what the API document says of it (`Operation::access`), and it
/// writes the audit records of success and of refusal, so a use case that has only a gate can
/// forget neither. The exception is a reset, which is decided within `Store::reset`.
///
/// Errors: `token_missing`, `token_invalid`, `token_displaced`, `not_permitted`,
/// `default_admin_needed`, `password_change_needed`, `totp_enrolment_needed`; for an operator
/// `corp_unknown` and those of `Actor::corp_of`.
class Gate {
public:
    /// `notify` is called after a commit that queued notices.
    Gate(Store& store, Clock const& clock, Authentication const& authentication, TerminalFeed& feed,
         std::function<void()> notify);

    /// Runs `work`, which takes a `Reader&` and a `Permit const&` and returns a `Result`.
    template <class Work>
    std::invoke_result_t<Work const&, Reader&, Permit const&> read(Actor const& actor,
                                                                   Operation const& operation,
                                                                   Work const& work) const {
        using Answer = std::invoke_result_t<Work const&, Reader&, Permit const&>;
        return store_.read([&](Reader& reader) -> Answer {
            auto const permit = TRY(admit(reader, actor, operation));
            return work(reader, permit);
        });
    }

    /// Runs `work`, which takes a `Change&` and returns a `Result`, like `Store::write`; commits if
    /// it returns a value.
    template <class Work>
    std::invoke_result_t<Work const&, Change&> change(Actor const& actor,
                                                      Operation const& operation,
                                                      Subject const& subject,
                                                      Work const& work) const {
        using Answer = std::invoke_result_t<Work const&, Change&>;
        Change::Effects effects;
        auto answer = store_.write([&](Transaction& transaction) -> Answer {
            effects = {};
            auto const permit = TRY(admit(transaction, actor, operation));
            // Whoever made the repetition answers with the earlier answer, not with this.
            if (actor.repetition != nullptr && TRY(actor.repetition->begin(transaction, permit))) {
                return internal_error("answered before");
            }
            Change change(transaction, permit, effects);
            auto result = work(change);
            if (!result.ok()) return result;
            if (effects.is_answer) {
                TRY(keep(actor, transaction, permit, *result, effects.holds_while));
            }
            TRY(record(actor, transaction, permit, effects));
            return result;
        });
        if (answer.ok()) {
            finish(effects);
        } else {
            record_refusal(answer.error(), actor, operation, subject_of(subject, effects));
        }
        return answer;
    }

    /// For an operation of several changes, ahead of them all: ends a repeated request as `change`
    /// does. Of the changes, only the last one gets an actor with the repetition.
    [[nodiscard]] Status begin_repetition(Actor const& actor, Operation const& operation) const;

    /// Runs `work` of a change that takes long, such as hashing a password, ahead of it and outside
    /// of any transaction, for those who may do the operation. It takes a `Permit const&` and
    /// returns a `Result`; a refusal is recorded as by `change`.
    template <class Work>
    std::invoke_result_t<Work const&, Permit const&> ahead(Actor const& actor,
                                                           Operation const& operation,
                                                           Subject const& subject,
                                                           Work const& work) const {
        using Answer = std::invoke_result_t<Work const&, Permit const&>;
        auto const permit = store_.read(
            [&](Reader& reader) -> Result<Permit> { return admit(reader, actor, operation); });
        auto answer = permit.ok() ? work(*permit) : Answer(permit.error());
        if (!answer.ok()) record_refusal(answer.error(), actor, operation, subject);
        return answer;
    }

    /// Whether the actor may do the operation, at this moment.
    [[nodiscard]] Status check(Actor const& actor, Operation const& operation) const;
    Status check(Reader& reader, Actor const& actor, Operation const& operation) const;

    // For a reset.
    [[nodiscard]] Result<Permit> admit(std::optional<SessionFacts> facts, Actor const& actor,
                                       Operation const& operation) const;
    /// Records that a signed-in caller was refused. The refused transaction was rolled back, so
    /// this is one of its own; if it fails too, the refusal stands all the same. Those of one
    /// caller, operation and reason have one record a minute. Refusals of unknown callers are not
    /// recorded: anybody could fill the database with them. Those of jobs are recorded by whoever
    /// runs them, see `refusal_of`.
    void record_refusal(Error const& error, Actor const& actor, Operation const& operation,
                        Subject const& subject) const;
    /// Whether `record_refusal` would record it.
    [[nodiscard]] static bool is_recorded(Error const& error);
    void finish(Change::Effects const& effects) const;

    /// The record of a refusal, to be written in the transaction that marks the row of a job as
    /// failed.
    [[nodiscard]] AuditEntry refusal_of(Error const& error, JobTurn const& turn,
                                        Operation const& operation,
                                        std::string const& account) const;

private:
    Result<Permit> admit_turn(Reader& reader, Actor const& actor, Operation const& operation) const;
    Result<Permit> admit(Reader& reader, Actor const& actor, Operation const& operation) const;
    Result<Permit> admit_operator(Reader& reader, Actor const& actor,
                                  Operation const& operation) const;
    [[nodiscard]] Permit permit_of(Actor const& actor, Operation const& operation, Corp corp) const;
    /// Keeps the answer to a request that may be repeated.
    template <class Value>
    static Status keep(Actor const& actor, Transaction& transaction, Permit const& permit,
                       Value const& value, std::string const& holds_while) {
        if (actor.repetition == nullptr) return Done{};
        auto const* const typed = dynamic_cast<RepetitionOf<Value> const*>(actor.repetition);
        if (typed == nullptr) return internal_error("a repetition of another operation");
        return typed->keep(transaction, permit, typed->answer(value), holds_while);
    }
    static Status record(Actor const& actor, Transaction& transaction, Permit const& permit,
                         Change::Effects const& effects);
    static Status record_turn(JobTurn const& turn, Transaction& transaction, Permit const& permit,
                              Change::Effects const& effects);
    static Subject subject_of(Subject const& given, Change::Effects const& effects);

    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    TerminalFeed& feed_;
    std::function<void()> notify_;
};

}  // namespace roomkey
