#pragma once

#include <string>

#include "domain/corp.hpp"
#include "domain/terminal.hpp"

namespace roomkey {

/// What a terminal may know about itself.
struct TerminalProfile {
    Terminal terminal;
    Corp corp;
    std::string department_name;
};

}  // namespace roomkey
