#include "usecase/terminal/renew_credential.hpp"

namespace roomkey {

Result<RenewedCredential> RenewCredential::run(Secret const& credential) const {
    return store_.write([&](Transaction& transaction) -> Result<RenewedCredential> {
        auto const known = TRY(access_.find(transaction, credential));
        // The use of an unconfirmed credential confirms it, here as anywhere.
        TRY(access_.note_use(transaction, known));
        auto const now = clock_.now();
        RenewedCredential renewed{tokens_.terminal_credential(), validity_, now + validity_};
        Credential next;
        next.hash = hashes_.of(HashPurpose::credential, renewed.credential.reveal());
        next.binding_id = known.credential.binding_id;
        next.issued_at = now;
        next.expires_at = renewed.expires_at;
        next.is_confirmed = false;
        TRY(transaction.renew_credential(next, now + renewal_overlap));
        return renewed;
    });
}

}  // namespace roomkey
