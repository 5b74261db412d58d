#pragma once

#include "domain/job/job.hpp"
#include "storage/store.hpp"

// A request takes up rows in parts, each of which is a transaction. If it is lost in between, the
// rows that are there are taken back, so that half of a table never looks like all of it.
namespace roomkey {

/// Whether the rows of a lost request are still there.
Result<bool> has_lost_addition(Reader& reader, Instant now);

/// Takes back up to so many rows of a lost request, as the following does. False if there is none
/// that nobody else has in hand.
Result<bool> take_back_rows(Transaction& tx, Instant now, int rows_max);

/// Takes back up to so many rows of this job, which is held. With the last of them it is a draft
/// again or, if it was made for them, removed.
Status take_back_rows(Transaction& tx, Job job, int rows_max);

/// Gives up all requests for lost that are taking up rows.
Status give_up_additions(Transaction& tx, Instant now);

}  // namespace roomkey
