#pragma once

#include "tests/contract/store/observed_store.hpp"

// No statement may read a table from end to end: that is quick in a test and slow in a year. What
// the suite runs is noted, and explained by the engine at the end of the program.
namespace roomkey::contract {

StatementLog& sqlite_statements();
StatementLog& postgres_statements();

}  // namespace roomkey::contract
