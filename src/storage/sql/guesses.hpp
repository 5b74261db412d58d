#pragma once

#include <string>
#include <vector>

#include "storage/store.hpp"

// Wrong codes. See docs/decisions for how the count over all nodes is kept.
namespace roomkey {

/// `networks` are those of the source, from the smallest to the largest. Within a change the
/// counters are held until its end, so that two that check at once cannot both take the last
/// permitted guess under `limits`.
Result<GuessCount> find_guesses(Reader& reader, std::vector<std::string> const& networks,
                                Instant now, GuessLimits const& limits);
/// Whether this source presented the same wrong code less than a window ago, so that
/// `count_wrong_code` would not count it again.
Result<bool> has_presented(Reader& reader, std::string const& source, Digest const& code_hash,
                           Instant now);
/// What a wrong code led to.
struct CountedGuess {
    bool is_new = false;              ///< Else nothing was counted.
    std::vector<std::string> locked;  ///< Of the networks, those that are locked from now on.

    explicit operator bool() const { return is_new; }
};

/// Counts one wrong code of the source, of the networks around it and of the whole service; locks
/// as `limits` say. Not new if this source presented the same code already, less than a window ago.
Result<CountedGuess> count_wrong_code(Transaction& tx, std::vector<std::string> const& networks,
                                      Digest const& code_hash, Instant now,
                                      GuessLimits const& limits);

}  // namespace roomkey
