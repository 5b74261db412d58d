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

/// The turn of one row of a job: on whose behalf it is done, and the mark that it was.
struct JobTurn {
    JobId job;
    CorpId corp;
    UserId starter;  ///< Empty: an operator.
    std::string starter_account;
    /// Marks the row as done to this account, in the transaction of its change. An error if it is
    /// not this worker's any more: then the change must not happen either.
    std::function<Status(Transaction&, std::string const& account)> mark;
};

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
    /// Of a row of a job, in place of a proof. Null: none.
    JobTurn const* turn = nullptr;
};

Actor token_holder(Secret access_token, RequestContext context);
/// Of a token or a console session.
Actor proof_holder(AccessProof proof, RequestContext context);

/// A job, for the starter of the turn, which outlives this. `language` is of messages to users.
Actor job_actor(JobTurn const& turn, Language language);

/// The operator at the command line, who has no token. `language` is that of messages to users,
/// if it is not to be the enterprise's.
Actor operator_of_all();
Actor operator_of(CorpId corp, std::optional<Language> language = std::nullopt);
/// In the enterprise of this account. `account_unknown`.
Actor operator_of_account(std::string account, std::optional<Language> language = std::nullopt);
/// In the enterprise of this notice. `notice_unknown`.
Actor operator_of_notice(NoticeId notice);
/// In the enterprise of this job. `job_unknown`.
Actor operator_of_job(JobId job);
/// In the enterprise of this app; in none if it is a service provider's. `app_unknown`.
Actor operator_of_app(AppId app);

}  // namespace roomkey
