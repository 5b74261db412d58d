#pragma once

#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/installation/file_system.hpp"

namespace roomkey {

/// Something that works and should not stay as it is: secrets that others can read, on disk or in
/// transit, or ground that loses what was confirmed.
struct Exposure {
    std::string subject;  ///< A key of the configuration, or a file.
    std::string reason;   ///< What is wrong, and what to do.
};

/// What an operator is told of at the start and by `doctor`. Looks at files, connects to nothing.
std::vector<Exposure> exposures_of(Config const& config,
                                   FileSystemOf const& type_of = file_system_of);

}  // namespace roomkey
