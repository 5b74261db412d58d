#include "app/services.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/sessions.hpp"

namespace roomkey {
namespace {

/// The callback, or one that does nothing if there is none.
template <class... Told>
std::function<void(Told...)> or_nothing(std::function<void(Told...)> const& callback) {
    return callback ? callback : [](Told...) {};
}

/// Where no provider can be reached, as by commands that ask none.
class NoProviders final : public IdentityProviders {
public:
    Result<std::string> address(SsoClient const& /*client*/, SsoQuestion const& /*q*/) override {
        return unavailable("no identity providers here");
    }
    Result<SsoClaims> redeem(SsoClient const& /*client*/, SsoAnswer const& /*answer*/) override {
        return unavailable("no identity providers here");
    }
};

ServicesOptions whole(ServicesOptions options) {
    if (!options.identity_providers) options.identity_providers = std::make_shared<NoProviders>();
    if (!options.is_ready) options.is_ready = [] { return true; };
    return options;
}

}  // namespace

Services::Services(Store& store, Clock const& clock, Randomness& randomness, KeyRing keys,
                   PhoneNumbers const& numbers, ServicesOptions options)
    : options_(whole(std::move(options))),
      store_(store),
      clock_(clock),
      keys_(std::move(keys)),
      sealer(keys_, randomness),
      hashes(keys_),
      code_maker(randomness),
      tokens(randomness),
      passwords(options_.password_cost),
      send_guard(hashes, numbers, options_.send_limits),
      authentication(hashes, clock),
      gate(store, clock, authentication, feed, or_nothing(options_.on_notices)),
      code_issue(code_maker, tokens, hashes, sealer, numbers, or_nothing(options_.on_unopened)),
      session_issue(clock, hashes, tokens, options_.sessions),
      sign_in_guard(store, clock, options_.lockout),
      terminal_access(hashes, clock),
      activation_replay(hashes, sealer, clock, terminal_access),
      device_binding(clock, hashes, tokens, activation_replay, options_.credential_validity),
      create_app_token(store, clock, hashes, sealer, tokens, numbers, session_issue),
      create_token(store, clock, passwords, session_issue, sign_in_guard, sealer),
      update_token(store, clock, hashes, authentication, session_issue),
      delete_token(store, clock, authentication),
      check_token(store, authentication, session_issue),
      activate_terminal(store, clock, code_issue, hashes, activation_replay, device_binding,
                        options_.guess_limits, options_.on_activation),
      pair_screen(store, clock, hashes, tokens, activation_replay, device_binding,
                  options_.on_activation),
      show_terminal(store, terminal_access, feed),
      watch_terminal(store, hashes, show_terminal, terminal_access, feed),
      renew_credential(store, clock, terminal_access, hashes, tokens, feed,
                       options_.credential_validity),
      release_terminal(store, clock, terminal_access, feed),
      reseal_values(store, sealer),
      corps(gate, tokens, sealer, passwords),
      apps(gate, tokens, sealer),
      users(gate, code_issue, tokens, passwords),
      administrators(gate),
      roles(gate),
      user_passwords(gate, code_issue, tokens, passwords, sign_in_guard),
      departments(gate, tokens),
      devices(gate, code_issue, tokens),
      codes(gate, code_issue, tokens),
      reset_code(store, clock, gate, authentication, code_issue, hashes, sealer),
      notices(gate, code_issue, sealer),
      jobs(gate, code_issue, tokens, sealer),
      inventory(gate),
      exports(gate),
      row_work(users, devices, codes, reset_code, inventory),
      run_jobs(store, clock, gate, sealer, row_work),
      audit_log(gate),
      end_access(gate),
      sessions(gate, store, clock, authentication, create_token, options_.sessions),
      second_factor(gate, tokens, sealer, passwords, sign_in_guard),
      pairings(gate, code_issue, hashes, options_.guess_limits),
      sso_settings(gate, tokens, sealer),
      sso_trial(gate, tokens, sealer, hashes, *options_.identity_providers),
      sso_sign_in(store, clock, tokens, sealer, hashes, sign_in_guard, session_issue, sessions,
                  *options_.identity_providers) {}

UseCases Services::use_cases() const {
    return {corps,          apps,          users,     administrators, roles,
            user_passwords, departments,   devices,   codes,          reset_code,
            notices,        jobs,          inventory, exports,        audit_log,
            end_access,     second_factor, pairings,  sso_settings,   {hashes, sealer}};
}

ApiUseCases Services::api() const {
    return {create_app_token, create_token,      update_token,     delete_token,
            check_token,      activate_terminal, pair_screen,      show_terminal,
            watch_terminal,   renew_credential,  release_terminal, sessions,
            sso_trial,        sso_sign_in,       use_cases(),      options_.is_ready};
}

Result<Caller> Services::caller(AccessProof const& proof) const {
    return store_.read([&](Reader& reader) { return authentication.caller(reader, proof); });
}

Status Services::may_call(Operation const& operation, AccessProof const& proof) const {
    return store_.read([&](Reader& reader) -> Status {
        switch (operation.access) {
            case Access::open:
                return Done{};
            case Access::signed_in: {
                if (&operation != &operations::update_token) break;
                // A refresh token is as good there; whether it is live the use case says.
                auto const hash = hashes.of(HashPurpose::refresh_token, proof.secret.reveal());
                if (TRY(find_session_by_refresh(reader, hash))) return Done{};
                break;
            }
            case Access::terminal:
                TRY(terminal_access.find(reader, proof.secret));
                return Done{};
            case Access::administrator:
            case Access::default_administrator:
            case Access::operator_only:
                break;
        }
        return gate.check(reader, proof_holder(proof, {}), operation);
    });
}

}  // namespace roomkey
