#include "security/sodium.hpp"

#include <sodium.h>

#include <cstdlib>

namespace roomkey {

void start_sodium() {
    // A local static: the language runs it once and lets other threads wait for it.
    static bool const is_started = sodium_init() >= 0;
    if (!is_started) std::abort();
}

}  // namespace roomkey
