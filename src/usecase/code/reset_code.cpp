#include "usecase/code/reset_code.hpp"

#include <memory>
#include <utility>

#include "base/utf8.hpp"
#include "domain/reset_policy.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/code/live_code.hpp"

namespace roomkey {
namespace {

constexpr auto const& operation = operations::reset_vision_active_code;

constexpr auto fields =
    bind<ResetRequest>(rules::reset_vision_active_code,
                       {field<&ResetRequest::account>("account"),
                        field<&ResetRequest::idempotency_key>("Idempotency-Key"),
                        field<&ResetRequest::contacts, &ContactRequest::country>("country"),
                        field<&ResetRequest::contacts, &ContactRequest::phone>("smsNumber"),
                        field<&ResetRequest::contacts, &ContactRequest::email>("emailAddr")});

Status check_key(std::optional<std::string> const& key) {
    if (!key) return Done{};
    if (key->empty() || key->size() > idempotency_key_bytes_max) {
        return invalid_field("Idempotency-Key", Fault::wrong_length,
                             "1.." + std::to_string(idempotency_key_bytes_max));
    }
    if (has_control_character(*key)) return invalid_field("Idempotency-Key", Fault::wrong_format);
    return Done{};
}

}  // namespace

Fields<ResetRequest> reset_code_fields() { return fields; }

Result<Secret> replace_code_of(Change& change, CodeIssue const& issue, User const& user,
                               Contacts const& contacts) {
    auto& transaction = change.transaction;
    auto const& permit = change.permit;
    change.wake(TRY(end_binding(transaction, user.id, UnbindReason::reset, permit.now)));
    TRY(supersede_notices(transaction, user.id, permit.now));
    auto issued = TRY(issue.issue(transaction, user, permit.corp, permit.now));
    TRY(issue.queue_notices(transaction, user, issued.code, contacts, permit.language, permit.now));
    if (is_announced(contacts)) change.notify_outbox();
    change.about(user.account, masked(contacts));
    answer_holds_for(change, user, issued.code);
    return std::move(issued.text);
}

ResetCode::ResetCode(Store& store, Clock const& clock, Gate const& gate,
                     Authentication const& authentication, CodeIssue const& issue,
                     LookupHash const& hashes, Sealer const& sealer)
    : store_(store),
      clock_(clock),
      gate_(gate),
      authentication_(authentication),
      issue_(issue),
      hashes_(hashes),
      sealer_(sealer) {}

Result<ResetReceipt> ResetCode::run(ResetRequest const& request, Actor const& actor) const {
    auto const contacts = check(request);
    Change::Effects effects;
    auto receipt = [&]() -> Result<ResetReceipt> {
        if (!contacts.ok()) {
            // Only those who may ask learn which field is bad.
            TRY(gate_.check(actor, operation));
            return contacts.error();
        }
        if (actor.is_operator || actor.turn != nullptr) {
            // Answers are kept for users; an operator's would be forgotten, which a repetition must
            // not find out.
            if (request.idempotency_key) {
                return invalid_field("Idempotency-Key", Fault::not_allowed);
            }
            return run_alone(request, *contacts, actor);
        }
        return run_for_caller({request, *contacts, actor}, effects);
    }();
    if (!receipt.ok()) {
        gate_.record_refusal(receipt.error(), actor, operation, {request.account, {}});
        return receipt;
    }
    gate_.finish(effects);
    return receipt;
}

Result<Contacts> ResetCode::check(ResetRequest const& request) const {
    auto contacts = TRY(issue_.check(request.contacts));
    TRY(check_key(request.idempotency_key));
    return contacts;
}

Result<ResetReceipt> ResetCode::run_alone(ResetRequest const& request, Contacts const& contacts,
                                          Actor const& actor) const {
    return gate_.change(actor, operation, {}, [&](Change& change) -> Result<ResetReceipt> {
        auto const terminal =
            TRY(find_terminal(change.transaction, change.permit.reach(), request.account));
        if (!allow_reset(terminal, change.permit.corp.id).ok()) {
            return refusal_about(ErrorCode::account_unknown, request.account);
        }
        return ResetReceipt{TRY(replace_code_of(change, issue_, terminal->user, contacts)), false};
    });
}

Result<ResetReceipt> ResetCode::run_for_caller(Asked const& asked, Change::Effects& effects) const {
    auto const question = TRY(question_of(asked));
    ResetReceipt receipt;
    auto const done = TRY(store_.reset(
        question, [&](ResetFacts const& facts) { return decide(facts, asked, receipt); }));
    if (receipt.is_replayed) TRY(require_current(asked.request, receipt));
    effects = effects_of(asked, receipt, done);
    return receipt;
}

/// All that a reset needs which outlives its request.
struct ResetCode::Pending {
    ResetRequest request;
    Contacts contacts;
    Actor actor;
    ResetReceipt receipt;

    [[nodiscard]] Asked asked() const { return {request, contacts, actor}; }
};

bool ResetCode::run_later(ResetRequest const& request, Actor const& actor, Executor const& executor,
                          std::function<void(std::optional<Result<ResetReceipt>>)> done) const {
    if (!store_.resets_later() || actor.is_operator || actor.turn != nullptr) return false;
    // An earlier answer has to be checked after the transaction.
    if (request.idempotency_key) return false;
    auto contacts = check(request);
    if (!contacts.ok()) return false;
    auto const pending =
        std::make_shared<Pending>(Pending{request, std::move(*contacts), actor, {}});
    auto question = question_of(pending->asked());
    if (!question.ok()) return false;
    auto finish = [this, pending,
                   done = std::move(done)](Result<std::optional<ResetOutcome>> const& outcome) {
        if (!outcome.ok()) {
            if (Gate::is_recorded(outcome.error())) return done(std::nullopt);
            return done(Result<ResetReceipt>(outcome.error()));
        }
        gate_.finish(effects_of(pending->asked(), pending->receipt, *outcome));
        done(Result<ResetReceipt>(std::move(pending->receipt)));
    };
    return store_.reset_later(
        std::move(*question),
        [this, pending](ResetFacts const& facts) {
            return decide(facts, pending->asked(), pending->receipt);
        },
        [executor, finish = std::move(finish)](Result<std::optional<ResetOutcome>> outcome) {
            executor([finish, outcome = std::move(outcome)] { finish(outcome); });
        });
}

Result<ResetQuestion> ResetCode::question_of(Asked const& asked) const {
    ResetQuestion question;
    question.access_hash = TRY(authentication_.hash_of(asked.actor.proof));
    question.account = asked.request.account;
    if (auto const& key = asked.request.idempotency_key) {
        question.key_hash = hashes_.of(HashPurpose::idempotency_key, *key);
    }
    return question;
}

Result<std::optional<ResetChange>> ResetCode::decide(ResetFacts const& facts, Asked const& asked,
                                                     ResetReceipt& receipt) const {
    auto const permit = TRY(gate_.admit(facts.session, asked.actor, operation));
    // Nor is an earlier answer repeated for what is out of reach now.
    if (!permit.reach().is_whole()) TRY(allow_reset(facts.terminal, permit.corp.id));
    if (auto earlier = TRY(replay(facts.replay, permit.caller->user.id, asked.request))) {
        receipt = std::move(*earlier);
        return std::optional<ResetChange>{};
    }
    TRY(allow_reset(facts.terminal, permit.corp.id));
    receipt = {};
    return std::optional{
        change(asked.request, asked.contacts, permit, facts.terminal->user, receipt.code)};
}

Change::Effects ResetCode::effects_of(Asked const& asked, ResetReceipt const& receipt,
                                      std::optional<ResetOutcome> const& done) {
    Change::Effects effects;
    if (done && done->unbound) effects.woken.push_back(*done->unbound);
    effects.has_notices = is_announced(asked.contacts) && !receipt.is_replayed;
    return effects;
}

ResetChange ResetCode::change(ResetRequest const& request, Contacts const& contacts,
                              Permit const& permit, User const& user, Secret& code) const {
    ResetChange change;
    change.user_id = user.id;
    change.at = permit.now;
    change.audit = permit.audit;
    change.audit.account = user.account;
    change.audit.detail = masked(contacts);
    auto issued = issue_.make(user, permit.corp, permit.now);
    change.code = issued.code;
    change.notices = issue_.make_notices(user, issued.code, contacts, permit.language, permit.now);
    change.replay = remembered(permit.caller->user.id, request, issued.text, permit.now);
    code = std::move(issued.text);
    return change;
}

Result<std::optional<ResetReceipt>> ResetCode::replay(std::optional<Replay> const& earlier,
                                                      UserId const& user,
                                                      ResetRequest const& request) const {
    if (!earlier || earlier->expires_at <= clock_.now()) return std::optional<ResetReceipt>{};
    if (earlier->request_hash != request_hash(request)) {
        return refusal(ErrorCode::idempotency_key_reused);
    }
    auto code = TRY(sealer_.open(SealPurpose::answer, user.value, earlier->sealed_answer));
    return std::optional(
        ResetReceipt{std::move(code), true, earlier->expires_at - idempotency_key_life});
}

std::optional<Replay> ResetCode::remembered(UserId const& user, ResetRequest const& request,
                                            Secret const& code, Instant now) const {
    if (!request.idempotency_key) return std::nullopt;
    Replay replay;
    replay.user_id = user;
    replay.key_hash = hashes_.of(HashPurpose::idempotency_key, *request.idempotency_key);
    replay.request_hash = request_hash(request);
    replay.sealed_answer = sealer_.seal(SealPurpose::answer, user.value, code);
    replay.expires_at = now + idempotency_key_life;
    return replay;
}

Status ResetCode::require_current(ResetRequest const& request, ResetReceipt const& earlier) const {
    return store_.read([&](Reader& reader) -> Status {
        auto const terminal = TRY(roomkey::find_terminal(reader, request.account));
        if (!terminal) return refusal(ErrorCode::replay_outdated);
        bool is_current = false;
        if (terminal->code) {
            is_current =
                terminal->code->hash == issue_.lookup(normalise_code(earlier.code.reveal())) &&
                terminal->code->expires_at > clock_.now();
        } else if (terminal->binding) {
            // By this code, unless another reset made the one that the device used.
            auto const later = TRY(count_done(reader, terminal->user.corp_id, request.account,
                                              std::string(operation.audit), earlier.made_at));
            is_current = later == 0;
        }
        return is_current ? Status(Done{}) : refusal(ErrorCode::replay_outdated);
    });
}

Digest ResetCode::request_hash(ResetRequest const& request) const {
    // Lengths keep the parts apart: "ab" + "c" must not hash like "a" + "bc".
    std::string text{operation.audit};
    auto const country = request.contacts.country.value_or("");
    for (auto const* part :
         {&request.account, &country, &request.contacts.email, &request.contacts.phone}) {
        text += '\n' + std::to_string(part->size()) + ':' + *part;
    }
    return hashes_.of(HashPurpose::request, text);
}

}  // namespace roomkey
