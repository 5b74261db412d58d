#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// The longest text of a code, in bytes: its picture is still easily read off a screen.
constexpr std::size_t qr_text_bytes_max = 512;

/// A QR code (ISO/IEC 18004) of a text, with error correction of level M, within its quiet zone.
class QrCode {
public:
    /// Of `text` (UTF-8). `internal` if it is empty, too long or has a NUL.
    static Result<QrCode> of(std::string_view text);

    /// Width and height, in modules.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool is_dark(std::size_t x, std::size_t y) const;

    /// The dark modules as an SVG path in a square of `size`.
    [[nodiscard]] std::string svg_path() const;

private:
    QrCode(std::size_t width, std::vector<std::uint8_t> modules)
        : width_(width), modules_(std::move(modules)) {}

    std::size_t width_;  ///< Without the quiet zone.
    std::vector<std::uint8_t> modules_;
};

}  // namespace roomkey
