#include "usecase/terminal/show_terminal.hpp"

#include <utility>

namespace roomkey {

Result<KnownTerminal> ShowTerminal::run(Secret const& credential) const {
    auto known = TRY(store_.read([&](Reader& reader) { return access_.find(reader, credential); }));
    if (!access_.is_use_noteworthy(known)) return known;
    auto current = TRY(store_.write([&](Transaction& transaction) -> Result<KnownTerminal> {
        // Looked up again: a reset may have come in between.
        auto found = TRY(access_.find(transaction, credential));
        TRY(access_.note_use(transaction, found));
        return found;
    }));
    // A stream of the credential before this one is over.
    if (!current.credential.is_confirmed) feed_.wake(current.credential.binding_id);
    return current;
}

}  // namespace roomkey
