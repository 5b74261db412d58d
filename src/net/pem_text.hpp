#pragma once

#include <filesystem>

#include "base/secret.hpp"

namespace roomkey {

/// The text of a PEM file, whatever an editor or a shell made of it (UTF-16 among others). What is
/// no text is left as it is: OpenSSL skips what stands between certificates. Empty if it cannot be
/// read.
Secret pem_text(std::filesystem::path const& file);

}  // namespace roomkey
