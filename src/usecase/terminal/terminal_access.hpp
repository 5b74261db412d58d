#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"
#include "usecase/terminal/activate_terminal.hpp"

namespace roomkey {

/// A terminal that proved its binding.
struct KnownTerminal {
    Credential credential;
    TerminalProfile profile;
};

/// Tells whose credential this is, and does what follows from its use.
/// `token_missing`; `terminal_unbound` if it was good once and the account has been unbound since;
/// `token_invalid` for everything else, administrators' tokens included.
class TerminalAccess {
public:
    TerminalAccess(LookupHash const& hashes, Clock const& clock) : hashes_(hashes), clock_(clock) {}

    Result<KnownTerminal> find(Reader& reader, Secret const& credential) const;

    /// True if `note_use` has something to write.
    [[nodiscard]] bool is_use_noteworthy(KnownTerminal const& terminal) const;

    /// When whoever follows this terminal has to look at it again, though nobody woke him: when the
    /// credential lapses, and after a quarter of an hour or so, not all at one moment.
    [[nodiscard]] Instant look_again_at(KnownTerminal const& terminal) const;
    [[nodiscard]] bool is_past(Instant instant) const { return instant <= clock_.now(); }

    /// Confirms a renewed credential at its first use, which ends the old one, and keeps the time
    /// the terminal was last seen, to the minute.
    Status note_use(Transaction& transaction, KnownTerminal const& terminal) const;

private:
    LookupHash const& hashes_;
    Clock const& clock_;
};

}  // namespace roomkey
