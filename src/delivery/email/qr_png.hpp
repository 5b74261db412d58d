#pragma once

#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// The QR code of `text` with its quiet zone, as a PNG file in black and white. Errors: those of
/// `QrCode::of`.
Result<Secret> qr_png(std::string_view text);

}  // namespace roomkey
