#include "usecase/terminal/renew_credential.hpp"

#include "storage/sql/terminal/bindings.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {

Result<RenewedCredential> RenewCredential::run(Secret const& credential,
                                               RequestContext const& context) const {
    std::optional<BindingId> confirmed;
    auto renewed = store_.write([&](Transaction& transaction) -> Result<RenewedCredential> {
        auto const known = TRY(access_.find(transaction, credential));
        bool const is_fresh = known.credential.state == CredentialState::fresh;
        confirmed = is_fresh ? std::optional{known.credential.binding_id} : std::nullopt;
        // The use of a fresh credential confirms it, here as anywhere.
        TRY(access_.note_use(transaction, known, context));
        auto const now = clock_.now();
        RenewedCredential made{tokens_.terminal_credential(), validity_, now + validity_};
        Credential next;
        next.hash = hashes_.of(HashPurpose::credential, made.credential.reveal());
        next.binding_id = known.credential.binding_id;
        next.issued_at = now;
        next.expires_at = made.expires_at;
        next.state = CredentialState::fresh;
        TRY(renew_credential(transaction, next));
        auto const& terminal = known.profile.terminal;
        auto const entry =
            audit_device(terminal.user, terminal.binding->sn, context, now, "renew_credential");
        TRY(record_repeated(
            transaction, entry,
            {entry.operation, terminal.user.id.value, source_network(context.source)},
            stranger_window));
        return made;
    });
    if (!renewed.ok()) return access_.refuse(store_, credential, context, renewed.error());
    // A stream of the credential before this one is over.
    if (confirmed) feed_.wake(*confirmed);
    return renewed;
}

}  // namespace roomkey
