#pragma once

#include <string>

#include "base/result.hpp"

// Addresses of PostgreSQL databases: what libpq accepts as a connection URI, and what may be shown
// of it.
namespace roomkey {

/// How an address is written, for messages and the reference of the configuration.
constexpr char const* postgres_uri_form =
    "postgresql://[USER[:PASSWORD]@]HOST[:PORT][,HOST[:PORT]...]/NAME[?PARAMETER=VALUE...]";

/// `invalid_parameter` if `uri` is no such address (`wrong_format`), or asks for a server that
/// takes no changes (`not_allowed`). The error repeats no part of it, because that may be the
/// password.
Status check_postgres_uri(std::string const& uri);

/// True if nobody between this machine and the server can read or change what is said: the server
/// proves its name (sslmode=verify-full, given here or in PGSSLMODE), or all hosts are this
/// machine.
bool is_verified_postgres_uri(std::string const& uri);

/// The address as people may see it: user, hosts, ports and name, without password and parameters.
/// Empty if `uri` is not an address.
std::string shown_postgres_uri(std::string const& uri);

}  // namespace roomkey
