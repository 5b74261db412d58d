#pragma once

#include <map>
#include <string>

namespace roomkey {

/// The environment of this process: the one place where the program reads it.
std::map<std::string, std::string> process_environment();

}  // namespace roomkey
