#pragma once

#include <functional>
#include <memory>

#include "api/routes.hpp"
#include "domain/lockout.hpp"
#include "domain/session.hpp"
#include "security/code_maker.hpp"
#include "security/key_ring.hpp"
#include "security/lookup_hash.hpp"
#include "security/password/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/delivery/send_guard.hpp"
#include "usecase/job/run_jobs.hpp"
#include "usecase/keys/reseal_values.hpp"
#include "usecase/sso/identity_providers.hpp"
#include "usecase/use_cases.hpp"

namespace roomkey {

struct ServicesOptions {
    GuessLimits guess_limits;
    SendLimits send_limits;
    LockoutPolicy lockout;
    SessionLimits sessions;
    /// How long a terminal may be off and still be bound when it is back.
    Duration credential_validity = std::chrono::days{90};
    PasswordCost password_cost;
    /// Shared by what is built with these options. Null: none answers.
    std::shared_ptr<IdentityProviders> identity_providers;
    /// Called after a commit that queued notices. May be empty.
    std::function<void()> on_notices;
    /// Told how each presented code fared. May be empty.
    std::function<void(ActivationOutcome)> on_activation;
    /// Told of each list with values that could not be opened. May be empty.
    std::function<void(UnopenedValues const&)> on_unopened;
    /// Whether the service as a whole is ready for requests. Empty: it is.
    std::function<bool()> is_ready;
};

/// All use cases over one store, built once and in order. What it is given must outlive it.
class Services {
public:
    Services(Store& store, Clock const& clock, Randomness& randomness, KeyRing keys,
             PhoneNumbers const& numbers, ServicesOptions options);
    Services(Services const&) = delete;
    Services& operator=(Services const&) = delete;

    [[nodiscard]] ApiUseCases api() const;
    [[nodiscard]] UseCases use_cases() const;
    /// Whose proof this is.
    [[nodiscard]] Result<Caller> caller(AccessProof const& proof) const;
    /// Whether the holder of `proof` may call the operation.
    [[nodiscard]] Status may_call(Operation const& operation, AccessProof const& proof) const;

private:
    ServicesOptions options_;
    Store& store_;
    Clock const& clock_;
    KeyRing keys_;

public:
    Sealer sealer;
    LookupHash hashes;
    CodeMaker code_maker;
    TokenMaker tokens;
    PasswordHasher passwords;
    SendGuard send_guard;
    TerminalFeed feed;

    Authentication authentication;
    Gate gate;
    CodeIssue code_issue;
    SessionIssue session_issue;
    SignInGuard sign_in_guard;
    TerminalAccess terminal_access;
    ActivationReplay activation_replay;
    DeviceBinding device_binding;

    CreateAppToken create_app_token;
    CreateToken create_token;
    UpdateToken update_token;
    DeleteToken delete_token;
    CheckToken check_token;
    ActivateTerminal activate_terminal;
    PairScreen pair_screen;
    ShowTerminal show_terminal;
    WatchTerminal watch_terminal;
    RenewCredential renew_credential;
    ReleaseTerminal release_terminal;

    ResealValues reseal_values;

    Corps corps;
    Apps apps;
    Users users;
    Administrators administrators;
    Roles roles;
    Passwords user_passwords;
    Departments departments;
    Devices devices;
    Codes codes;
    ResetCode reset_code;
    Notices notices;
    Jobs jobs;
    Inventory inventory;
    Exports exports;
    RowWork row_work;
    RunJobs run_jobs;
    AuditLog audit_log;
    EndAccess end_access;
    Sessions sessions;
    SecondFactor second_factor;
    Pairings pairings;
    SsoSettings sso_settings;
    SsoTrial sso_trial;
    SsoSignIn sso_sign_in;
};

}  // namespace roomkey
