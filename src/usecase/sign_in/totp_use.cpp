#include "usecase/sign_in/totp_use.hpp"

#include "security/factor/totp.hpp"

namespace roomkey {

Result<bool> take_totp(Sealer const& sealer, User& user, Secret const& code, Instant now) {
    auto const key = TRY(sealer.open(SealPurpose::totp, user.id.value, user.sealed_totp));
    auto const step = accepted_totp_step(key, code.reveal(), now, user.totp_step);
    if (!step) return false;
    user.totp_step = *step;
    return true;
}

}  // namespace roomkey
