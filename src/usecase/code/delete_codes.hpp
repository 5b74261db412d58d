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

/// Deletes unspent codes of the enterprise `corp`, all or none, and records each. A terminal that
/// was never active goes with its code; one that was keeps its account, without a code. An id given
/// twice counts once.
///
/// Errors: `code_id_unknown` naming an id that is not an unspent code of the enterprise.
Status delete_codes(Transaction& transaction, CorpId const& corp,
                    std::vector<std::string> const& ids, Actor const& actor, Instant now);

/// `delete_codes` for an administrator, in their own enterprise. Errors: those of
/// `Authentication::administrator` and of `delete_codes`.
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
