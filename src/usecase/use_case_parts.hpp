#pragma once

#include <functional>

#include "base/clock.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"

namespace roomkey {

/// What use cases for administrators are made of; outlives all of them. For whoever makes use cases
/// alone: each takes in its constructor what it uses and no more.
struct UseCaseParts {
    Store& store;
    Clock const& clock;
    Authentication const& authentication;
    RefusalAudit const& refusals;
    TokenMaker const& tokens;
    Sealer const& sealer;
    CodeIssue const& code_issue;
    std::function<void()> notify;  ///< Called after a commit that queued notices.
};

}  // namespace roomkey
