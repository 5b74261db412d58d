#pragma once

#include <string>

#include "base/secret.hpp"
#include "fields/binding.hpp"
#include "security/password/password_hasher.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"
#include "usecase/sign_in/sign_in_guard.hpp"

namespace roomkey {

struct ConfirmTotpRequest {
    Secret totp;
};

struct RemoveTotpRequest {
    Secret password;
    Secret totp;  ///< Empty: none.
};

Fields<ConfirmTotpRequest> confirm_totp_fields();
Fields<RemoveTotpRequest> remove_totp_fields();

/// A key of one-time passwords, in the two forms that an authenticator app takes.
struct TotpKey {
    Secret secret;  ///< Base 32.
    Secret uri;     ///< For a QR code.
};

/// The callers' own one-time passwords (security/factor/totp), which sessions of the console then
/// need besides a password. Errors: those of the gate, besides those named.
class SecondFactor {
public:
    SecondFactor(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer,
                 PasswordHasher const& passwords, SignInGuard const& guard)
        : gate_(gate), tokens_(tokens), sealer_(sealer), passwords_(passwords), guard_(guard) {}

    /// Makes a key, in place of an earlier one that was not confirmed. It counts for nothing before
    /// it is. `totp_enrolled`.
    Result<TotpKey> begin(Actor const& actor) const;
    /// The first code proves that the caller has the key. `totp_not_begun`, `totp_enrolled`;
    /// `invalid_parameter` for a wrong code.
    Status confirm(ConfirmTotpRequest const& request, Actor const& actor) const;
    /// Forgets the key, if there is one; a confirmed one only with a one-time password of it,
    /// since a password alone would otherwise be enough for both factors. Wrong ones of either kind
    /// count like those of a sign-in: `old_password_wrong`, `invalid_parameter`, `account_locked`.
    /// `sso_way_in_needed`.
    Status remove(RemoveTotpRequest const& request, Actor const& actor) const;

    /// The same for an operator, whose user has lost the phone. `account_unknown`.
    Status reset(std::string const& account) const;

private:
    /// A right password, and the attempt that it was, which has yet to be ended.
    struct Verified {
        std::string hash;
        SignInAttempt attempt;
    };
    Result<Verified> verify(User const& user, Secret const& password,
                            RequestContext const& context) const;
    /// With the one-time password, if there is one.
    Result<Verified> verify(RemoveTotpRequest const& request, User const& user,
                            RequestContext const& context) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
    PasswordHasher const& passwords_;
    SignInGuard const& guard_;
};

}  // namespace roomkey
