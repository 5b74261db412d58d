#include "usecase/code/delete_codes.hpp"

#include <map>

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr char const* operation = "delete_code";

constexpr auto fields = bind<DeleteCodesRequest>(rules::delete_vision_active_code,
                                                 {field<&DeleteCodesRequest::ids>("body")});

/// Each id once, whatever the case of its letters, in an order that is the same for every batch, so
/// that two batches do not wait for each other.
Result<std::map<Digest, std::string>> distinct(std::vector<std::string> const& ids) {
    std::map<Digest, std::string> found;
    for (auto const& id : ids) {
        auto const range = hashes_of(CodeId{id});
        if (!range) return refusal_about(ErrorCode::code_id_unknown, id);
        found.emplace(range->first, id);
    }
    return found;
}

/// Returns the account of the deleted code.
Result<std::string> delete_code(Transaction& transaction, CorpId const& corp, std::string const& id,
                                Instant now) {
    auto const terminal = TRY(transaction.find_terminal_by_code_id(corp, CodeId{id}));
    if (!terminal) return refusal_about(ErrorCode::code_id_unknown, id);
    TRY(transaction.supersede_notices(terminal->user.id, now));
    if (terminal->was_active) {
        TRY(transaction.delete_code(terminal->code->hash));
    } else {
        TRY(transaction.delete_user(terminal->user.id));
    }
    return terminal->user.account;
}

}  // namespace

Fields<DeleteCodesRequest> delete_codes_fields() { return fields; }

Status delete_codes(Transaction& transaction, CorpId const& corp,
                    std::vector<std::string> const& ids, Actor const& actor, Instant now) {
    auto const batch = TRY(distinct(ids));
    for (auto const& [hash, id] : batch) {
        auto const account = TRY(delete_code(transaction, corp, id, now));
        TRY(transaction.insert_audit(audit_by(actor, corp, now, operation, account)));
    }
    return Done{};
}

Status DeleteCodes::run(DeleteCodesRequest const& request, RequestContext const& context) const {
    auto status = store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.administrator(transaction, request.access_token));
        return delete_codes(transaction, caller.corp.id, request.ids, actor_of(caller, context),
                            clock_.now());
    });
    if (!status.ok()) {
        refusals_.record(status.error(), request.access_token, context, operation, {},
                         status.error().field);
    }
    return status;
}

}  // namespace roomkey
