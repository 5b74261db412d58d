#pragma once

#include <string>
#include <vector>

#include "cli/command_host.hpp"
#include "storage/postgres/tools/postgres_facts.hpp"

namespace roomkey {

/// What is good and what is bad about a server for a node with this configuration.
void add_findings(PostgresFacts const& facts, PostgresOptions const& options,
                  std::vector<Finding>& findings);

/// What the server does not permit us, and the GRANT that is missing; empty if nothing is.
std::string missing_privilege(PostgresFacts const& facts);

}  // namespace roomkey
