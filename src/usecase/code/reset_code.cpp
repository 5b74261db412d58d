#include "usecase/code/reset_code.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "domain/reset_policy.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr char const* operation = "reset_code";

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

Result<CodeReplacement> replace_code(Transaction& transaction, CodeIssue const& issue,
                                     User const& user, Corp const& corp, Contacts const& contacts,
                                     Language language, Instant now) {
    auto unbound = TRY(transaction.end_binding(user.id, UnbindReason::reset, now));
    TRY(transaction.supersede_notices(user.id, now));
    auto issued = TRY(issue.issue(transaction, user.id, corp, now));
    TRY(issue.queue_notices(transaction, user, issued.code, contacts, language, now));
    return CodeReplacement{std::move(issued.text), std::move(unbound)};
}

ResetCode::ResetCode(Store& store, Clock const& clock, Authentication const& authentication,
                     CodeIssue const& issue, LookupHash const& hashes, Sealer const& sealer,
                     RefusalAudit const& refusals, TerminalFeed& feed, std::function<void()> notify)
    : store_(store),
      clock_(clock),
      authentication_(authentication),
      issue_(issue),
      hashes_(hashes),
      sealer_(sealer),
      refusals_(refusals),
      feed_(feed),
      notify_(std::move(notify)) {}

Result<ResetReceipt> ResetCode::run(ResetRequest const& request,
                                    RequestContext const& context) const {
    auto const contacts = check(request);
    auto outcome = contacts.ok() ? reset(request, *contacts, context)
                                 : refuse(request.access_token, contacts.error());
    if (!outcome.ok()) {
        refusals_.record(outcome.error(), request.access_token, context, operation,
                         request.account);
        return std::move(outcome).error();
    }
    if (outcome->unbound) feed_.wake(*outcome->unbound);
    if (is_announced(*contacts) && !outcome->receipt.is_replayed) notify_();
    return std::move(outcome->receipt);
}

Result<Contacts> ResetCode::check(ResetRequest const& request) const {
    auto contacts = TRY(issue_.check(request.contacts));
    TRY(check_key(request.idempotency_key));
    return contacts;
}

Error ResetCode::refuse(Secret const& access_token, Error const& error) const {
    // A bad field is told only to those who may ask.
    auto const caller = store_.read(
        [&](Reader& reader) { return authentication_.administrator(reader, access_token); });
    return caller.ok() ? error : caller.error();
}

Result<ResetCode::Outcome> ResetCode::reset(ResetRequest const& request, Contacts const& contacts,
                                            RequestContext const& context) const {
    ResetQuestion question;
    question.access_hash = TRY(authentication_.hash_of(request.access_token));
    question.account = request.account;
    if (request.idempotency_key) {
        question.key_hash = hashes_.of(HashPurpose::idempotency_key, *request.idempotency_key);
    }
    Outcome outcome;
    auto const decide = [&](ResetFacts const& facts) -> Result<std::optional<ResetChange>> {
        auto const caller = TRY(authentication_.administrator(facts.session));
        if (auto earlier = TRY(replay(facts.replay, caller.user.id, request))) {
            outcome.receipt = std::move(*earlier);
            return std::optional<ResetChange>{};
        }
        TRY(allow_reset(facts.terminal, caller.corp.id));
        outcome.receipt = {};
        return std::optional{
            change(request, contacts, context, caller, facts.terminal->user, outcome.receipt.code)};
    };
    if (auto const done = TRY(store_.reset(question, decide))) outcome.unbound = done->unbound;
    return outcome;
}

ResetChange ResetCode::change(ResetRequest const& request, Contacts const& contacts,
                              RequestContext const& context, Caller const& caller, User const& user,
                              Secret& code) const {
    ResetChange change;
    change.user_id = user.id;
    change.at = clock_.now();
    change.audit =
        audit_success(caller, context, change.at, operation, user.account, masked(contacts));
    auto issued = issue_.make(user.id, caller.corp, change.at);
    change.code = issued.code;
    change.notices = issue_.make_notices(user, issued.code, contacts, context.language, change.at);
    change.replay = remembered(caller.user.id, request, issued.text, change.at);
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
    return std::optional(ResetReceipt{std::move(code), true});
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

Digest ResetCode::request_hash(ResetRequest const& request) const {
    // Lengths keep the parts apart: "ab" + "c" must not hash like "a" + "bc".
    std::string text = operation;
    auto const country = request.contacts.country.value_or("");
    for (auto const* part :
         {&request.account, &country, &request.contacts.email, &request.contacts.phone}) {
        text += '\n' + std::to_string(part->size()) + ':' + *part;
    }
    return hashes_.of(HashPurpose::request, text);
}

}  // namespace roomkey
