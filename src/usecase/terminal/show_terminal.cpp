#include "usecase/terminal/show_terminal.hpp"

#include <utility>

namespace roomkey {

Result<TerminalProfile> ShowTerminal::run(Secret const& credential) const {
    auto known = TRY(store_.read([&](Reader& reader) { return access_.find(reader, credential); }));
    if (!access_.is_use_noteworthy(known)) return std::move(known.profile);
    return store_.write([&](Transaction& transaction) -> Result<TerminalProfile> {
        // Looked up again: a reset may have come in between.
        auto current = TRY(access_.find(transaction, credential));
        TRY(access_.note_use(transaction, current));
        return std::move(current.profile);
    });
}

}  // namespace roomkey
