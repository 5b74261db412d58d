#pragma once

#include <string>

#include "base/error.hpp"

namespace roomkey {

/// One line that says what is wrong, naming the flag or the value, and what is accepted. Fields of
/// the use cases are named as the flags that carry them.
std::string error_message(Error const& error);

}  // namespace roomkey
