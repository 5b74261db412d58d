#include "usecase/terminal/show_terminal.hpp"

#include <utility>

namespace roomkey {

Result<KnownTerminal> ShowTerminal::run(Secret const& credential,
                                        RequestContext const& context) const {
    auto known = store_.read([&](Reader& reader) { return access_.find(reader, credential); });
    if (!known.ok()) return access_.refuse(store_, credential, context, known.error());
    if (!access_.is_use_noteworthy(*known, context)) return known;
    auto current = TRY(store_.write([&](Transaction& transaction) -> Result<KnownTerminal> {
        // Looked up again: a reset may have come in between.
        auto found = TRY(access_.find(transaction, credential));
        TRY(access_.note_use(transaction, found, context));
        return found;
    }));
    // A stream of the credential before this one is over.
    if (current.credential.state == CredentialState::fresh)
        feed_.wake(current.credential.binding_id);
    return current;
}

}  // namespace roomkey
