#pragma once

#include <string>

#include "usecase/terminal/terminal_access.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// "Who am I" for a terminal. Errors: those of `TerminalAccess::find`.
class ShowTerminal {
public:
    ShowTerminal(Store& store, TerminalAccess const& access, TerminalFeed& feed)
        : store_(store), access_(access), feed_(feed) {}

    Result<KnownTerminal> run(Secret const& credential, RequestContext const& context) const;

private:
    Store& store_;
    TerminalAccess const& access_;
    TerminalFeed& feed_;
};

}  // namespace roomkey
