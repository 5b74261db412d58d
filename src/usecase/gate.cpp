#include "usecase/gate.hpp"

#include <utility>

#include "domain/account/account_name.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/user/permissions.hpp"

namespace roomkey {
namespace {

bool is_worth_recording(ErrorCode code) {
    switch (code) {
        case ErrorCode::token_missing:
        case ErrorCode::token_invalid:
        case ErrorCode::token_displaced:
        case ErrorCode::password_change_needed:
        case ErrorCode::totp_enrolment_needed:
        case ErrorCode::unavailable:
        case ErrorCode::internal:
            return false;
        default:
            return true;
    }
}

bool is_allowed(Operation const& operation, User const& user) {
    switch (operation.access) {
        case Access::signed_in:
            return true;
        case Access::administrator:
            return permits(user, operation.permission);
        case Access::default_administrator:
            return user.role == Role::default_administrator;
        case Access::open:
        case Access::terminal:
        case Access::operator_only:
            break;
    }
    return false;
}

/// What the user of a console session has to do first. Tokens may do everything, as with the
/// vendor.
Status require_nothing_first(Caller const& caller, Operation const& operation) {
    if (!operation.is_before_own_password && must_change_password(caller)) {
        return refusal(ErrorCode::password_change_needed);
    }
    if (!operation.is_before_totp && must_enrol_totp(caller)) {
        return refusal(ErrorCode::totp_enrolment_needed);
    }
    return Done{};
}

void name_job(AuditEntry& entry, JobTurn const& turn) {
    entry.detail += (entry.detail.empty() ? "job " : " job ") + turn.job.value;
}

/// The account that a refusal names, as its record shows it.
Result<std::string> shown_account(Transaction& transaction, CorpId const& corp,
                                  std::string const& account) {
    auto shown = readable(account);
    auto unknown = readable_unknown(account);
    if (unknown == shown) return shown;
    bool const is_account = !TRY(find_corp_of_account(transaction, account)).empty() ||
                            TRY(find_user_by_third_account(transaction, corp, account)).has_value();
    return is_account ? shown : unknown;
}

}  // namespace

bool Permit::may(Permission permission) const {
    return !caller || permits(caller->user, permission);
}

Status Permit::require(Operation const& other) const {
    if (!caller || is_allowed(other, caller->user)) return Done{};
    return refusal(ErrorCode::not_permitted);
}

void Change::about(std::string account, std::string detail) {
    about(permit.corp.id, std::move(account), std::move(detail));
}

void Change::about(CorpId corp, std::string account, std::string detail) {
    auto entry = permit.audit;
    entry.corp_id = std::move(corp);
    entry.account = std::move(account);
    entry.detail = std::move(detail);
    effects_.records.push_back(std::move(entry));
}

void Change::about(Operation const& part, CorpId corp) {
    about(std::move(corp), {}, {});
    effects_.records.back().operation = part.audit;
}

void Change::wake(std::optional<BindingId> const& binding) {
    if (binding) effects_.woken.push_back(*binding);
}

Gate::Gate(Store& store, Clock const& clock, Authentication const& authentication,
           TerminalFeed& feed, std::function<void()> notify)
    : store_(store),
      clock_(clock),
      authentication_(authentication),
      feed_(feed),
      notify_(std::move(notify)) {}

Permit Gate::permit_of(Actor const& actor, Operation const& operation, Corp corp) const {
    Permit permit;
    permit.now = clock_.now();
    permit.language = actor.context.language.value_or(corp.policy.language);
    permit.reading_language = actor.context.reading_language.value_or(corp.policy.language);
    permit.audit.at = permit.now;
    permit.audit.corp_id = corp.id;
    permit.audit.actor = operator_actor;
    permit.audit.operation = operation.audit;
    permit.audit.request_id = actor.context.request_id;
    permit.audit.source = actor.context.source;
    permit.audit.outcome = "ok";
    permit.reach_ = Reach(corp.id);
    permit.corp = std::move(corp);
    return permit;
}

Result<Permit> Gate::admit_operator(Reader& reader, Actor const& actor,
                                    Operation const& operation) const {
    if (!actor.corp_of) return permit_of(actor, operation, {});
    auto const id = TRY(actor.corp_of(reader));
    if (id.empty()) return permit_of(actor, operation, {});
    auto corp = TRY(find_corp(reader, id));
    if (!corp) return refusal_about(ErrorCode::corp_unknown, id.value);
    return permit_of(actor, operation, std::move(*corp));
}

Result<Permit> Gate::admit_turn(Reader& reader, Actor const& actor,
                                Operation const& operation) const {
    auto const& turn = *actor.turn;
    auto corp = TRY(find_corp(reader, turn.corp));
    if (!corp) return refusal_about(ErrorCode::corp_unknown, turn.corp.value);
    if (turn.starter.empty()) return permit_of(actor, operation, std::move(*corp));
    // Without holding the starter, whom the rows of all their jobs would wait for.
    auto starter = TRY(show_user(reader, turn.starter));
    bool const is_there = starter && starter->user.corp_id == turn.corp &&
                          starter->user.status == AccountStatus::normal;
    if (!is_there) return refusal(ErrorCode::not_permitted);
    if (!is_allowed(operation, starter->user)) return refusal(ErrorCode::not_permitted);
    auto permit = permit_of(actor, operation, *corp);
    permit.reach_ = reach_of(starter->user);
    permit.audit.actor_id = starter->user.id;
    permit.audit.actor = starter->user.account;
    permit.caller = Caller{std::move(starter->user), std::move(*corp), {}};
    return permit;
}

Result<Permit> Gate::admit(Reader& reader, Actor const& actor, Operation const& operation) const {
    if (actor.turn != nullptr) return admit_turn(reader, actor, operation);
    if (actor.is_operator) return admit_operator(reader, actor, operation);
    auto const hash = TRY(authentication_.hash_of(actor.proof));
    return admit(TRY(find_session(reader, hash)), actor, operation);
}

Result<Permit> Gate::admit(std::optional<SessionFacts> facts, Actor const& actor,
                           Operation const& operation) const {
    auto caller = TRY(authentication_.caller(std::move(facts)));
    TRY(require_nothing_first(caller, operation));
    if (!is_allowed(operation, caller.user)) {
        bool const is_for_one = operation.access == Access::default_administrator;
        return refusal(is_for_one ? ErrorCode::default_admin_needed : ErrorCode::not_permitted);
    }
    auto permit = permit_of(actor, operation, caller.corp);
    permit.reach_ = reach_of(caller.user);
    permit.audit.actor_id = caller.user.id;
    permit.audit.actor = caller.user.account;
    permit.caller = std::move(caller);
    return permit;
}

Status Gate::begin_repetition(Actor const& actor, Operation const& operation) const {
    if (actor.repetition == nullptr) return Done{};
    auto begun = store_.write([&](Transaction& transaction) -> Status {
        auto const permit = TRY(admit(transaction, actor, operation));
        if (!TRY(actor.repetition->begin(transaction, permit))) return Done{};
        return internal_error("answered before");
    });
    if (!begun.ok()) record_refusal(begun.error(), actor, operation, {});
    return begun;
}

Status Gate::check(Actor const& actor, Operation const& operation) const {
    return read(actor, operation,
                [](Reader& /*reader*/, Permit const& /*permit*/) -> Status { return Done{}; });
}

Status Gate::check(Reader& reader, Actor const& actor, Operation const& operation) const {
    TRY(admit(reader, actor, operation));
    return Done{};
}

Status Gate::record(Actor const& actor, Transaction& transaction, Permit const& permit,
                    Change::Effects const& effects) {
    if (actor.turn != nullptr) return record_turn(*actor.turn, transaction, permit, effects);
    if (!effects.is_recorded) return Done{};
    if (effects.records.empty()) return insert_audit(transaction, permit.audit);
    bool const is_counted = effects.is_counted && permit.caller;
    for (auto const& entry : effects.records) {
        TRY(is_counted ? record_own(transaction, entry, entry.account)
                       : insert_audit(transaction, entry));
    }
    return Done{};
}

Status Gate::record_turn(JobTurn const& turn, Transaction& transaction, Permit const& permit,
                         Change::Effects const& effects) {
    // One record, whatever the operation makes of it alone.
    auto entry = effects.records.empty() ? permit.audit : effects.records.back();
    name_job(entry, turn);
    TRY(insert_audit(transaction, entry));
    // Last: what fails before has not touched the job, for which others may wait.
    return turn.mark(transaction, entry.account);
}

AuditEntry Gate::refusal_of(Error const& error, JobTurn const& turn, Operation const& operation,
                            std::string const& account) const {
    Corp corp;
    corp.id = turn.corp;
    auto entry = permit_of(job_actor(turn, Language::en_us), operation, std::move(corp)).audit;
    if (!turn.starter.empty()) {
        entry.actor_id = turn.starter;
        entry.actor = turn.starter_account;
    }
    bool const is_unknown = error.code == ErrorCode::account_unknown;
    entry.account = is_unknown ? readable_unknown(account) : readable(account);
    entry.outcome = reason_name(error.code);
    entry.detail = readable(error.field);
    name_job(entry, turn);
    return entry;
}

Subject Gate::subject_of(Subject const& given, Change::Effects const& effects) {
    if (!given.account.empty()) return given;
    return {effects.concerned, given.detail};
}

bool Gate::is_recorded(Error const& error) { return is_worth_recording(error.code); }

void Gate::record_refusal(Error const& error, Actor const& actor, Operation const& operation,
                          Subject const& subject) const {
    bool const is_of_caller = !actor.is_operator && actor.turn == nullptr;
    if (!is_of_caller || !is_worth_recording(error.code)) return;
    bool const is_named = !subject.account.empty() || !subject.detail.empty();
    auto const status = store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.caller(transaction, actor.proof));
        auto entry = permit_of(actor, operation, caller.corp).audit;
        entry.actor_id = caller.user.id;
        entry.actor = caller.user.account;
        entry.account = TRY(shown_account(transaction, caller.corp.id, subject.account));
        entry.detail = readable(is_named ? subject.detail : error.field);
        entry.outcome = reason_name(error.code);
        return record_repeated(transaction, entry,
                               {entry.operation, entry.outcome, entry.actor_id.value},
                               caller_window);
    });
    (void)status.ok();
}

void Gate::finish(Change::Effects const& effects) const {
    for (auto const& binding : effects.woken) feed_.wake(binding);
    if (effects.is_everything_woken) feed_.wake_all();
    if (effects.has_notices) notify_();
}

}  // namespace roomkey
