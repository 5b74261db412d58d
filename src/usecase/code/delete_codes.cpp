#include "usecase/code/delete_codes.hpp"

#include <set>

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr char const* operation = "delete_code";

constexpr auto fields = bind<DeleteCodesRequest>(rules::delete_vision_active_code,
                                                 {field<&DeleteCodesRequest::ids>("body")});

}  // namespace

Fields<DeleteCodesRequest> delete_codes_fields() { return fields; }

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

Status DeleteCodes::run(DeleteCodesRequest const& request, RequestContext const& context) const {
    auto status = store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.administrator(transaction, request.access_token));
        auto const now = clock_.now();
        for (auto const& id : std::set(request.ids.begin(), request.ids.end())) {
            auto const account = TRY(delete_code(transaction, caller.corp.id, id, now));
            TRY(transaction.insert_audit(audit_success(caller, context, now, operation, account)));
        }
        return Done{};
    });
    if (!status.ok()) {
        refusals_.record(status.error(), request.access_token, context, operation, {},
                         status.error().field);
    }
    return status;
}

}  // namespace roomkey
