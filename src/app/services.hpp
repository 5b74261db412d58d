#pragma once

#include <functional>
#include <memory>

#include "api/routes.hpp"
#include "domain/lockout.hpp"
#include "security/code_maker.hpp"
#include "security/key_ring.hpp"
#include "security/lookup_hash.hpp"
#include "security/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/code/create_code.hpp"
#include "usecase/delivery/send_guard.hpp"
#include "usecase/keys/reseal_values.hpp"
#include "usecase/operator/apps.hpp"
#include "usecase/operator/audit_log.hpp"
#include "usecase/operator/codes.hpp"
#include "usecase/operator/corps.hpp"
#include "usecase/operator/end_access.hpp"
#include "usecase/operator/notices.hpp"
#include "usecase/operator/users.hpp"

namespace roomkey {

struct ServicesOptions {
    GuessLimits guess_limits;
    SendLimits send_limits;
    LockoutPolicy lockout;
    /// How long a terminal may be off and still be bound when it is back.
    Duration credential_validity = std::chrono::days{90};
    PasswordCost password_cost;
    /// Called after a commit that queued notices. May be empty.
    std::function<void()> on_notices;
    /// Told how each presented code fared. May be empty.
    std::function<void(ActivationOutcome)> on_activation;
};

/// All use cases over one store, built once and in order. What it is given must outlive it.
class Services {
public:
    Services(Store& store, Clock const& clock, Randomness& randomness, KeyRing keys,
             PhoneNumbers const& numbers, ServicesOptions options);
    Services(Services const&) = delete;
    Services& operator=(Services const&) = delete;

    [[nodiscard]] ApiUseCases api() const;
    /// Whether the holder of `token` may use routes of this access.
    [[nodiscard]] Status may_call(Access access, Secret const& token) const;

private:
    ServicesOptions options_;
    Store& store_;
    Clock const& clock_;
    KeyRing keys_;

public:
    Sealer sealer;
    LookupHash hashes;
    CodeMaker codes;
    TokenMaker tokens;
    PasswordHasher passwords;
    SendGuard send_guard;
    TerminalFeed feed;

    Authentication authentication;
    RefusalAudit refusals;
    CodeIssue code_issue;
    SessionIssue session_issue;
    SignInGuard sign_in_guard;
    TerminalAccess terminal_access;
    ActivationReplay activation_replay;

    CreateAppToken create_app_token;
    CreateToken create_token;
    UpdateToken update_token;
    DeleteToken delete_token;
    CheckToken check_token;
    CreateCode create_code;
    ResetCode reset_code;
    ActivateTerminal activate_terminal;
    ShowTerminal show_terminal;
    WatchTerminal watch_terminal;
    RenewCredential renew_credential;
    ReleaseTerminal release_terminal;

    ResealValues reseal_values;

    OperateCorps corps;
    OperateApps apps;
    OperateUsers users;
    OperateCodes operate_codes;
    OperateNotices operate_notices;
    ReadAuditLog audit_log;
    EndAccess end_access;
};

}  // namespace roomkey
