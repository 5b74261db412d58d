#include "delivery/email/qr_png.hpp"

#include <png.h>
#include <qrencode.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace roomkey {
namespace {

constexpr std::size_t module_pixels = 6;
/// ISO/IEC 18004 asks for a quiet zone of four modules on each side.
constexpr std::size_t quiet_modules = 4;
/// Lowest bit of the first byte of a module (qrencode.h, QRcode).
constexpr unsigned black_bit = 1;
constexpr std::uint8_t black = 0;
constexpr std::uint8_t white = 255;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

bool is_black(QRcode const& code, std::size_t x, std::size_t y) {
    auto const width = static_cast<std::size_t>(code.width);
    // Coordinates count the quiet zone; before it they wrap round and are out of the symbol, too.
    x -= quiet_modules;
    y -= quiet_modules;
    return x < width && y < width && (code.data[y * width + x] & black_bit) != 0;
}

/// Row by row, one byte a pixel.
std::vector<std::uint8_t> pixels_of(QRcode const& code, std::size_t side) {
    std::vector<std::uint8_t> pixels(side * side, white);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            if (is_black(code, x / module_pixels, y / module_pixels)) pixels[y * side + x] = black;
        }
    }
    return pixels;
}

}  // namespace

Result<Secret> qr_png(std::string_view text) {
    if (text.empty() || text.size() > qr_text_bytes_max || text.find('\0') != text.npos) {
        return internal_error("no text for a QR code");
    }
    Code const code(QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code) return internal_error("cannot create a QR code");
    auto const side = (static_cast<std::size_t>(code->width) + 2 * quiet_modules) * module_pixels;
    auto const pixels = pixels_of(*code, side);

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
