#pragma once

#include <string>

#include "storage/postgres/rows.hpp"
#include "storage/records.hpp"

// Records that more than one subject reads.
namespace roomkey::postgres {

/// Reads the session facts of the rows of `session s` that `condition` is true of.
std::string select_session(char const* condition);
/// Session, user, enterprise, and whether the app was disabled.
SessionFacts read_session_facts(Rows& rows);
/// User, key, request, answer, end.
Replay read_replay(Rows& rows);

}  // namespace roomkey::postgres
