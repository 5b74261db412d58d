#pragma once

#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The longest text that `qr_png` takes, in bytes: its picture is still easily read off a screen.
constexpr std::size_t qr_text_bytes_max = 512;

/// A QR code of `text` (UTF-8) with its quiet zone, as a PNG file in black and white.
/// `internal` if the text is empty, too long or has a NUL.
Result<Secret> qr_png(std::string_view text);

}  // namespace roomkey
