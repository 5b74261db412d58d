#include "app/services.hpp"

#include <utility>

namespace roomkey {
namespace {

std::function<void()> or_nothing(std::function<void()> const& callback) {
    return callback ? callback : [] {};
}

}  // namespace

Services::Services(Store& store, Clock const& clock, Randomness& randomness, KeyRing keys,
                   PhoneNumbers const& numbers, ServicesOptions options)
    : options_(std::move(options)),
      store_(store),
      clock_(clock),
      keys_(std::move(keys)),
      sealer(keys_, randomness),
      hashes(keys_),
      codes(randomness),
      tokens(randomness),
      passwords(options_.password_cost),
      send_guard(hashes, numbers, options_.send_limits),
      authentication(hashes, clock),
      refusals(store, authentication, clock),
      code_issue(codes, tokens, hashes, sealer, numbers),
      session_issue(clock, hashes, tokens),
      sign_in_guard(store, clock, options_.lockout),
      terminal_access(hashes, clock),
      activation_replay(hashes, sealer, clock, terminal_access),
      create_app_token(store, clock, hashes, sealer, tokens, numbers, session_issue),
      create_token(store, clock, passwords, session_issue, sign_in_guard),
      update_token(store, clock, hashes, authentication, session_issue),
      delete_token(store, authentication),
      check_token(store, authentication, session_issue),
      create_code(store, clock, authentication, code_issue, tokens, refusals,
                  or_nothing(options_.on_notices)),
      reset_code(store, clock, authentication, code_issue, hashes, sealer, refusals, feed,
                 or_nothing(options_.on_notices)),
      activate_terminal(store, clock, code_issue, hashes, tokens, activation_replay,
                        options_.guess_limits, options_.credential_validity,
                        options_.on_activation),
      show_terminal(store, terminal_access, feed),
      watch_terminal(store, hashes, show_terminal, terminal_access, feed),
      renew_credential(store, clock, terminal_access, hashes, tokens, feed,
                       options_.credential_validity),
      release_terminal(store, clock, terminal_access, feed),
      reseal_values(store, sealer),
      corps(store, clock, tokens, sealer, passwords),
      apps(store, clock, tokens, sealer),
      users(store, clock, tokens, passwords, feed),
      operate_codes(store, clock, code_issue, create_code, feed, or_nothing(options_.on_notices)),
      operate_notices(store, clock, code_issue, sealer, or_nothing(options_.on_notices)),
      audit_log(store),
      end_access(store, clock) {}

ApiUseCases Services::api() const {
    return {create_app_token,
            create_token,
            update_token,
            delete_token,
            check_token,
            reset_code,
            activate_terminal,
            show_terminal,
            watch_terminal,
            renew_credential,
            release_terminal,
            {store_, clock_, authentication, refusals, tokens, sealer, code_issue,
             or_nothing(options_.on_notices)}};
}

Status Services::may_call(Access access, Secret const& token) const {
    return store_.read([&](Reader& reader) -> Status {
        switch (access) {
            case Access::open:
                return Done{};
            case Access::signed_in: {
                // A refresh token is as good here; whether it is live the use case says.
                auto const hash = hashes.of(HashPurpose::refresh_token, token.reveal());
                if (TRY(reader.find_session_by_refresh(hash))) return Done{};
                TRY(authentication.caller(reader, token));
                return Done{};
            }
            case Access::administrator:
                TRY(authentication.administrator(reader, token));
                break;
            case Access::terminal:
                TRY(terminal_access.find(reader, token));
                break;
        }
        return Done{};
    });
}

}  // namespace roomkey
