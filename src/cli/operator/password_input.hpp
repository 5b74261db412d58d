#pragma once

#include <istream>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The first line of `in`, without its line end. Passwords never come as an argument, where the
/// list of processes would show them. `invalid_parameter` if there is none or it is too long.
Result<Secret> read_password(std::istream& in);

/// The same for another secret; `flag` announced it.
Result<Secret> read_secret_line(std::istream& in, std::string const& flag, std::size_t bytes_max,
                                std::string const& expected);

}  // namespace roomkey
