#include "security/key.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>

#include "security/sodium.hpp"

namespace roomkey {

Key::Key(std::string_view bytes) : size_(bytes.size()) {
    start_sodium();
    auto* const place = static_cast<char*>(sodium_malloc(bytes.size()));
    if (place == nullptr) throw std::bad_alloc();
    std::copy(bytes.begin(), bytes.end(), place);
    // The only way to it from now on is to read it.
    (void)sodium_mprotect_readonly(place);
    // Wipes what it frees.
    bytes_ = {place, [place](char const* /*held*/) { sodium_free(place); }};
}

}  // namespace roomkey
