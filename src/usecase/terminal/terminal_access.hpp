#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"
#include "usecase/request_context.hpp"
#include "usecase/terminal/terminal_profile.hpp"

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
    [[nodiscard]] bool is_use_noteworthy(KnownTerminal const& terminal,
                                         RequestContext const& context) const;

    /// When a watch of this terminal has to look at it again although nothing woke it: when the
    /// credential lapses, and after a quarter of an hour or so, not all at one moment.
    [[nodiscard]] Instant look_again_at(KnownTerminal const& terminal) const;
    [[nodiscard]] bool is_past(Instant instant) const { return instant <= clock_.now(); }

    /// Confirms a renewed credential at its first use, which ends the old one, and keeps when, to
    /// the minute, and from where the terminal was last seen. If it comes from another network now,
    /// two devices may share the credential, such as a disk and its copy: the audit trail notes it,
    /// once a day.
    Status note_use(Transaction& transaction, KnownTerminal const& terminal,
                    RequestContext const& context) const;

    /// True if an event stream of the terminal has to write that the device is still there.
    [[nodiscard]] bool is_presence_old(KnownTerminal const& terminal) const;
    Status note_presence(Transaction& transaction, KnownTerminal const& terminal) const;

    /// `error`, with which this credential was refused. If it is over because its successor was
    /// used, another device has that: the audit trail notes it, once a day.
    [[nodiscard]] Error refuse(Store& store, Secret const& credential,
                               RequestContext const& context, Error error) const;

private:
    [[nodiscard]] bool may_note(Binding const& binding) const;
    /// What says that a second device may be there; empty if nothing does.
    [[nodiscard]] std::string sign_of_second_device(Binding const& binding,
                                                    RequestContext const& context) const;
    [[nodiscard]] bool is_noteworthy_refusal(std::optional<CredentialFacts> const& facts) const;

    LookupHash const& hashes_;
    Clock const& clock_;
};

}  // namespace roomkey
