#pragma once

#include <string>
#include <string_view>

#include "base/randomness.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// Makes tokens and ids. Each token is of letters and digits, uniform.
class TokenMaker {
public:
    explicit TokenMaker(Randomness& randomness) : randomness_(randomness) {}

    /// 40 characters beginning with "stb", like the vendor's (contract 1.9); 220 random bits.
    [[nodiscard]] Secret access_token() const;
    /// The same. All refresh tokens of a session are of one family, which is how each begins; the
    /// rest has 119 random bits. The first one makes the family.
    [[nodiscard]] Secret refresh_token(std::string_view family = {}) const;
    /// Empty if `text` is no refresh token.
    [[nodiscard]] static std::string_view family_of(std::string_view text);
    /// 48 characters beginning with "ses"; 268 random bits.
    [[nodiscard]] Secret console_secret() const;
    /// 48 characters beginning with "trm"; 268 random bits.
    [[nodiscard]] Secret terminal_credential() const;
    /// 48 characters beginning with "prg"; 268 random bits.
    [[nodiscard]] Secret pairing_token() const;
    /// 48 characters beginning with "sso"; 268 random bits. State, nonce and PKCE verifier (RFC
    /// 7636 section 4.1) of a sign-in at a provider.
    [[nodiscard]] Secret sso_secret() const;
    /// 8 letters of `user_code_letters`; 34 random bits.
    [[nodiscard]] std::string user_code() const;
    /// 3 decimal digits.
    [[nodiscard]] std::string pairing_number() const;
    /// Random bytes, as many as a key of one-time passwords has.
    [[nodiscard]] Secret totp_key() const;
    /// 64 characters (contract: App Key examples).
    [[nodiscard]] Secret app_key() const;
    /// 20 characters without look-alikes (no 0, O, 1, l, I).
    [[nodiscard]] Secret password() const;
    /// 32 lower-case hex characters, 128 random bits.
    [[nodiscard]] std::string id() const;
    /// 9 decimal digits, the first not 0.
    [[nodiscard]] std::string corp_id() const;

private:
    Randomness& randomness_;
};

}  // namespace roomkey
