#pragma once

#include <cstdint>

namespace roomkey {

/// What a name is locked as, where there is no row to hold, or none yet.
enum class LockSpace : std::uint8_t {
    sign_in = 1,          ///< Wrong passwords of an account name, from whatever source.
    guess_source = 2,     ///< Wrong codes of a source.
    guess_minute = 3,     ///< Wrong codes over the whole service.
    send_counters = 4,    ///< All counters of sent messages.
    schema = 5,           ///< Migrations.
    sign_in_source = 6,   ///< Wrong passwords of a source.
    idempotency_key = 7,  ///< An Idempotency-Key of a user, with a request in progress.
    account = 8,          ///< An account name that is being taken, in lower case.
    pairing = 9,          ///< All that are begun, which are counted.
};

}  // namespace roomkey
