#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "domain/contact.hpp"
#include "fields/binding.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct ResetRequest {
    std::string account;
    ContactRequest contacts;
    std::optional<std::string> idempotency_key;
};

Fields<ResetRequest> reset_code_fields();

struct ResetReceipt {
    Secret code;
    bool is_replayed = false;  ///< The answer of an earlier request with the same key.
    Instant made_at{};         ///< Of an earlier answer.
};

/// A reset within a change: what `ResetCode` does once it may. Returns the new code.
Result<Secret> replace_code_of(Change& change, CodeIssue const& issue, User const& user,
                               Contacts const& contacts);

/// Replaces the activation code of a terminal account: the heart of the service. In one
/// transaction, durable before it returns: the old code is dead, the bound device is unbound, the
/// new code is live, notices are queued, the audit record is written. All of it or nothing.
///
/// Errors: those of the gate; `account_unknown`; `invalid_parameter` for contacts or key;
/// `idempotency_key_reused` if the key came with another request; `replay_outdated` if the code of
/// the earlier answer has been replaced or deleted since, or has expired.
class ResetCode {
public:
    ResetCode(Store& store, Clock const& clock, Gate const& gate,
              Authentication const& authentication, CodeIssue const& issue,
              LookupHash const& hashes, Sealer const& sealer);

    /// An operator's key is refused: `invalid_parameter`.
    Result<ResetReceipt> run(ResetRequest const& request, Actor const& actor) const;

    /// The same without a thread that waits: returns at once. False, and nothing happens, if only
    /// `run` can do it. Otherwise `done` is called once, on `executor`, with what `run` returns;
    /// empty if the reset was refused in a way that `run` has to record.
    [[nodiscard]] bool run_later(
        ResetRequest const& request, Actor const& actor, Executor const& executor,
        std::function<void(std::optional<Result<ResetReceipt>>)> done) const;

private:
    /// A reset that a signed-in caller asked for.
    struct Asked {
        ResetRequest const& request;
        Contacts const& contacts;
        Actor const& actor;
    };
    struct Pending;
    [[nodiscard]] Result<Contacts> check(ResetRequest const& request) const;
    /// For an operator or a job: as any other change.
    Result<ResetReceipt> run_alone(ResetRequest const& request, Contacts const& contacts,
                                   Actor const& actor) const;
    /// `effects` gets what the gate is to finish.
    Result<ResetReceipt> run_for_caller(Asked const& asked, Change::Effects& effects) const;
    [[nodiscard]] Result<ResetQuestion> question_of(Asked const& asked) const;
    /// `receipt` gets what the caller is to receive.
    [[nodiscard]] Result<std::optional<ResetChange>> decide(ResetFacts const& facts,
                                                            Asked const& asked,
                                                            ResetReceipt& receipt) const;
    static Change::Effects effects_of(Asked const& asked, ResetReceipt const& receipt,
                                      std::optional<ResetOutcome> const& done);
    /// What is to change for `user`, and in `code` the code that it gets.
    [[nodiscard]] ResetChange change(ResetRequest const& request, Contacts const& contacts,
                                     Permit const& permit, User const& user, Secret& code) const;
    /// The answer again, if this key was answered before.
    [[nodiscard]] Result<std::optional<ResetReceipt>> replay(std::optional<Replay> const& earlier,
                                                             UserId const& user,
                                                             ResetRequest const& request) const;
    /// What a later request with the same key is answered from.
    [[nodiscard]] std::optional<Replay> remembered(UserId const& user, ResetRequest const& request,
                                                   Secret const& code, Instant now) const;
    /// `replay_outdated` unless the code of the earlier answer is the live one of the account, or
    /// was used by the device that is bound.
    [[nodiscard]] Status require_current(ResetRequest const& request,
                                         ResetReceipt const& earlier) const;
    [[nodiscard]] Digest request_hash(ResetRequest const& request) const;

    Store& store_;
    Clock const& clock_;
    Gate const& gate_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
    LookupHash const& hashes_;
    Sealer const& sealer_;
};

}  // namespace roomkey
