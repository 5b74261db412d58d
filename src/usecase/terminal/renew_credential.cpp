#include "usecase/terminal/renew_credential.hpp"

namespace roomkey {

Result<RenewedCredential> RenewCredential::run(Secret const& credential) const {
    BindingId binding;
    auto renewed = TRY(store_.write([&](Transaction& transaction) -> Result<RenewedCredential> {
        auto const known = TRY(access_.find(transaction, credential));
        // The use of an unconfirmed credential confirms it, here as anywhere.
        TRY(access_.note_use(transaction, known));
        auto const now = clock_.now();
        RenewedCredential made{tokens_.terminal_credential(), validity_, now + validity_};
        Credential next;
        next.hash = hashes_.of(HashPurpose::credential, made.credential.reveal());
        next.binding_id = known.credential.binding_id;
        next.issued_at = now;
        next.expires_at = made.expires_at;
        next.is_confirmed = false;
        TRY(transaction.renew_credential(next, now + renewal_overlap));
        binding = next.binding_id;
        return made;
    }));
    // A stream of the old one ends sooner than it thought.
    feed_.wake(binding);
    return renewed;
}

}  // namespace roomkey
