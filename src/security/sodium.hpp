#pragma once

#include <string_view>

namespace roomkey {

/// Starts libsodium, once per process and from any thread. Whatever calls libsodium here comes
/// after it. Ends the program if the system has no randomness, because then nothing is secret.
void start_sodium();

/// The bytes of `text`, in the type that libsodium takes.
inline unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

}  // namespace roomkey
