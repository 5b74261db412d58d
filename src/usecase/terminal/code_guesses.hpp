#pragma once

#include <optional>

#include "storage/sql/guesses.hpp"
#include "usecase/request_context.hpp"

// Wrong codes, whether a device presents them or an administrator types what a screen shows: both
// are counted together.
namespace roomkey {

/// The refusal, if no further code of this source may be examined now: `too_many_wrong_codes`.
std::optional<Error> limit_of(GuessCount const& count, GuessLimits const& limits, Instant now);

/// Records what a wrong code locked; `account` is the one whose device presented it, if that is
/// known.
Status record_locks(Transaction& tx, CountedGuess const& counted, RequestContext const& context,
                    Instant now, User const& account = {});

}  // namespace roomkey
