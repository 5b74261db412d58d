#include "usecase/terminal/show_terminal.hpp"

#include <utility>

namespace roomkey {

Result<KnownTerminal> ShowTerminal::run(Secret const& credential) const {
    auto known = TRY(store_.read([&](Reader& reader) { return access_.find(reader, credential); }));
    if (!access_.is_use_noteworthy(known)) return known;
    return store_.write([&](Transaction& transaction) -> Result<KnownTerminal> {
        // Looked up again: a reset may have come in between.
        auto current = TRY(access_.find(transaction, credential));
        TRY(access_.note_use(transaction, current));
        return current;
    });
}

}  // namespace roomkey
