#include "delivery/email/qr_png.hpp"

#include <png.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "qr/qr_code.hpp"

namespace roomkey {
namespace {

constexpr std::size_t module_pixels = 6;
constexpr std::uint8_t black = 0;
constexpr std::uint8_t white = 255;

/// Row by row, one byte a pixel.
std::vector<std::uint8_t> pixels_of(QrCode const& code, std::size_t side) {
    std::vector<std::uint8_t> pixels(side * side, white);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            if (code.is_dark(x / module_pixels, y / module_pixels)) pixels[y * side + x] = black;
        }
    }
    return pixels;
}

}  // namespace

Result<Secret> qr_png(std::string_view text) {
    auto const code = TRY(QrCode::of(text));
    auto const side = code.size() * module_pixels;
    auto const pixels = pixels_of(code, side);

    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(side);
    image.height = image.width;
    image.format = PNG_FORMAT_GRAY;
    std::string file(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t bytes = file.size();
    auto const written =
        png_image_write_to_memory(&image, file.data(), &bytes, 0, pixels.data(), 0, nullptr);
    if (written == 0) return internal_error(std::string("png: ") + image.message);
    file.resize(bytes);
    return Secret(std::move(file));
}

}  // namespace roomkey
