#pragma once

#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/caller.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

struct DeleteCodesRequest {
    Secret access_token;
    std::vector<std::string> ids;
};

Fields<DeleteCodesRequest> delete_codes_fields();

/// Deletes one unspent code of the enterprise, with its account if that was never active; answers
/// the account. `code_id_unknown` naming the id.
Result<std::string> delete_code(Transaction& transaction, CorpId const& corp, std::string const& id,
                                Instant now);

/// Deletes unspent codes, all or none. A terminal that was never active goes with its code; one
/// that was keeps its account, without a code. An id given twice counts once.
///
/// Errors: those of `Authentication::administrator`;
/// `code_id_unknown` naming the first id that is not an unspent code of the caller's enterprise.
class DeleteCodes {
public:
    DeleteCodes(Store& store, Clock const& clock, Authentication const& authentication,
                RefusalAudit const& refusals)
        : store_(store), clock_(clock), authentication_(authentication), refusals_(refusals) {}

    Status run(DeleteCodesRequest const& request, RequestContext const& context) const;

private:
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    RefusalAudit const& refusals_;
};

}  // namespace roomkey
