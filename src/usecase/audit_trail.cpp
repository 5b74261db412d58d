#include "usecase/audit_trail.hpp"

#include <utility>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

// An account out of a refused request may be anything; the log keeps what a reader can use.
constexpr std::size_t account_bytes_max = 255;

bool is_worth_recording(ErrorCode code) {
    switch (code) {
        case ErrorCode::token_missing:
        case ErrorCode::token_invalid:
        case ErrorCode::token_displaced:
        case ErrorCode::unavailable:
        case ErrorCode::internal:
            return false;
        default:
            return true;
    }
}

/// What a caller wrote, if it can stand in a record.
std::string readable(std::string const& text) {
    bool const is_readable = text.size() <= account_bytes_max && !has_control_character(text);
    return is_readable ? text : std::string("(unreadable)");
}

}  // namespace

Actor actor_of(Caller const& caller, RequestContext const& context) {
    return {caller.user.id, caller.user.account, context.request_id, context.source};
}

Actor operator_actor() { return {{}, "operator", {}, "cli"}; }

AuditEntry audit_by(Actor const& actor, CorpId const& corp, Instant at, std::string operation,
                    std::string account, std::string detail) {
    AuditEntry entry;
    entry.at = at;
    entry.corp_id = corp;
    entry.actor_id = actor.id;
    entry.actor = actor.name;
    entry.operation = std::move(operation);
    entry.account = std::move(account);
    entry.request_id = actor.request_id;
    entry.source = actor.source;
    entry.outcome = "ok";
    entry.detail = std::move(detail);
    return entry;
}

AuditEntry audit_success(Caller const& caller, RequestContext const& context, Instant at,
                         std::string operation, std::string account, std::string detail) {
    return audit_by(actor_of(caller, context), caller.corp.id, at, std::move(operation),
                    std::move(account), std::move(detail));
}

AuditEntry audit_operator(CorpId const& corp, Instant at, std::string operation,
                          std::string account, std::string detail) {
    return audit_by(operator_actor(), corp, at, std::move(operation), std::move(account),
                    std::move(detail));
}

AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation) {
    AuditEntry entry;
    entry.at = at;
    entry.corp_id = account.corp_id;
    entry.actor = "sn:" + sn;
    entry.operation = std::move(operation);
    entry.account = account.account;
    entry.request_id = context.request_id;
    entry.source = context.source;
    entry.outcome = "ok";
    return entry;
}

void RefusalAudit::record(Error const& error, Secret const& access_token,
                          RequestContext const& context, std::string const& operation,
                          std::string const& account, std::string const& detail) const {
    if (!is_worth_recording(error.code)) return;
    auto const status = store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.caller(transaction, access_token));
        auto entry = audit_success(caller, context, clock_.now(), operation, readable(account),
                                   readable(detail));
        entry.outcome = reason_name(error.code);
        return transaction.insert_audit(entry);
    });
    (void)status.ok();
}

}  // namespace roomkey
