#pragma once

#include "storage/postgres/rows.hpp"
#include "storage/records.hpp"

// Records that more than one subject reads.
namespace roomkey::postgres {

constexpr int replay_column_count = 5;

/// Session, user, enterprise, and whether the app was disabled.
SessionFacts read_session_facts(Rows& rows);
/// User, key, request, answer, end.
Replay read_replay(Rows& rows);

}  // namespace roomkey::postgres
