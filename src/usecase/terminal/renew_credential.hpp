#pragma once

#include "security/token_maker.hpp"
#include "usecase/terminal/terminal_access.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

struct RenewedCredential {
    Secret credential;
    Duration validity{};
    Instant expires_at{};
};

/// Gives a terminal a further credential. The old one goes on until the first use of the new one,
/// so that a lost answer can be repeated whenever the device comes back: a further renewal drops
/// the new one that was not used.
/// Errors: those of `TerminalAccess::find`.
class RenewCredential {
public:
    RenewCredential(Store& store, Clock const& clock, TerminalAccess const& access,
                    LookupHash const& hashes, TokenMaker const& tokens, TerminalFeed& feed,
                    Duration validity)
        : store_(store),
          clock_(clock),
          access_(access),
          hashes_(hashes),
          tokens_(tokens),
          feed_(feed),
          validity_(validity) {}

    Result<RenewedCredential> run(Secret const& credential, RequestContext const& context) const;

private:
    Store& store_;
    Clock const& clock_;
    TerminalAccess const& access_;
    LookupHash const& hashes_;
    TokenMaker const& tokens_;
    TerminalFeed& feed_;
    Duration validity_;
};

}  // namespace roomkey
