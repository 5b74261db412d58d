#pragma once

#include <cstddef>

namespace roomkey {

/// Raises the process's limit on open files (RLIMIT_NOFILE) as far as the system allows; returns
/// the limit now in effect.
std::size_t raise_descriptor_limit();

/// How many connections of the API leave enough of `descriptors` for the database, health checks
/// and the rest: `wanted`, or fewer.
std::size_t connections_allowed(std::size_t wanted, std::size_t descriptors);

}  // namespace roomkey
