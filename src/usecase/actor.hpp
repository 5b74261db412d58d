#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "storage/store.hpp"
#include "usecase/caller.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

class Repetition;

/// Who asks for an operation, made by the door that the request came through. What it may do is
/// decided by the gate, in the transaction of the operation.
struct Actor {
    /// Finds the enterprise that an operator means.
    using CorpOf = std::function<Result<CorpId>(Reader&)>;

    bool is_operator = false;
    AccessProof proof;  ///< Of everybody but an operator.
    CorpOf corp_of;     ///< Of an operator; empty: the operation is about no single enterprise.
    RequestContext context;
    /// Of a request that may be repeated; asked by `Gate::change` of the operation. Null: none.
    Repetition* repetition = nullptr;
};

Actor token_holder(Secret access_token, RequestContext context);
/// Of a token or a console session.
Actor proof_holder(AccessProof proof, RequestContext context);

/// The operator at the command line, who has no token. `language` is that of messages to users,
/// if it is not to be the enterprise's.
Actor operator_of_all();
Actor operator_of(CorpId corp, std::optional<Language> language = std::nullopt);
/// In the enterprise of this account. `account_unknown`.
Actor operator_of_account(std::string account, std::optional<Language> language = std::nullopt);
/// In the enterprise of this notice. `notice_unknown`.
Actor operator_of_notice(NoticeId notice);
/// In the enterprise of this app; in none if it is a service provider's. `app_unknown`.
Actor operator_of_app(AppId app);

}  // namespace roomkey
