#pragma once

#include <istream>
#include <ostream>

namespace roomkey {

/// Standard input, output and error of a command; passed in, so that tests can play the user.
struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

// Exit codes, documented in docs/cli.md.
constexpr int exit_ok = 0;
constexpr int exit_failed = 1;   ///< Refused or failed; standard error says why.
constexpr int exit_usage = 2;    ///< The command line itself is wrong.
constexpr int exit_unbound = 3;  ///< `terminal` only: the device was unbound.

}  // namespace roomkey
