#pragma once

#include <string>

#include "usecase/terminal/terminal_access.hpp"

namespace roomkey {

/// "Who am I" for a terminal. Errors: those of `TerminalAccess::find`.
class ShowTerminal {
public:
    ShowTerminal(Store& store, TerminalAccess const& access) : store_(store), access_(access) {}

    Result<KnownTerminal> run(Secret const& credential) const;

private:
    Store& store_;
    TerminalAccess const& access_;
};

}  // namespace roomkey
