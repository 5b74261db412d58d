#pragma once

#include "usecase/request_context.hpp"
#include "usecase/terminal/terminal_access.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// The device lets go of its account (factory reset). The account stays, without a code.
/// Errors: those of `TerminalAccess::find`.
class ReleaseTerminal {
public:
    ReleaseTerminal(Store& store, Clock const& clock, TerminalAccess const& access,
                    TerminalFeed& feed)
        : store_(store), clock_(clock), access_(access), feed_(feed) {}

    Status run(Secret const& credential, RequestContext const& context) const;

private:
    Store& store_;
    Clock const& clock_;
    TerminalAccess const& access_;
    TerminalFeed& feed_;
};

}  // namespace roomkey
