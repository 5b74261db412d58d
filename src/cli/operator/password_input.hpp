#pragma once

#include <istream>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The first line of `in`, without its line end. Passwords never come as an argument, where the
/// list of processes would show them. `invalid_parameter` if there is none or it is too long.
Result<Secret> read_password(std::istream& in);

}  // namespace roomkey
