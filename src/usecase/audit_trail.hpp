#pragma once

#include <string>

#include "base/clock.hpp"
#include "domain/audit.hpp"
#include "storage/store.hpp"
#include "usecase/caller.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// On whose behalf something is done, as its audit record names them.
struct Actor {
    UserId id;         ///< Empty unless it is a user.
    std::string name;  ///< The user's account.
    std::string request_id;
    std::string source;  ///< Network address, or "cli".
};

Actor actor_of(Caller const& caller, RequestContext const& context);
/// The operator at the command line.
Actor operator_actor();

/// The record of an actor's operation on `account` that went well.
AuditEntry audit_by(Actor const& actor, CorpId const& corp, Instant at, std::string operation,
                    std::string account, std::string detail = {});

/// The same for a caller, in their own enterprise.
AuditEntry audit_success(Caller const& caller, RequestContext const& context, Instant at,
                         std::string operation, std::string account, std::string detail = {});

/// The same for an operator at the command line.
AuditEntry audit_operator(CorpId const& corp, Instant at, std::string operation,
                          std::string account, std::string detail = {});

/// The same for a device; `sn` is what it calls itself, so the record shows it as "sn:...", which
/// no account begins with.
AuditEntry audit_device(User const& account, std::string const& sn, RequestContext const& context,
                        Instant at, std::string operation);

/// Remembers that a signed-in caller was refused. The refused transaction was rolled back, so this
/// is one of its own; if it fails too, the refusal stands all the same. Refusals of unknown callers
/// are not recorded: anybody could fill the database with them.
class RefusalAudit {
public:
    RefusalAudit(Store& store, Authentication const& authentication, Clock const& clock)
        : store_(store), authentication_(authentication), clock_(clock) {}

    /// `account` is empty, and `detail` says what it was about, where no account was named.
    void record(Error const& error, Secret const& access_token, RequestContext const& context,
                std::string const& operation, std::string const& account,
                std::string const& detail = {}) const;

private:
    Store& store_;
    Authentication const& authentication_;
    Clock const& clock_;
};

}  // namespace roomkey
