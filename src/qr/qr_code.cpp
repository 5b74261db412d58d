#include "qr/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace roomkey {
namespace {

/// ISO/IEC 18004 asks for a quiet zone of four modules on each side.
constexpr std::size_t quiet_modules = 4;
/// Lowest bit of the first byte of a module (qrencode.h, QRcode).
constexpr unsigned black_bit = 1;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<QrCode> QrCode::of(std::string_view text) {
    if (text.empty() || text.size() > qr_text_bytes_max || text.find('\0') != text.npos) {
        return internal_error("no text for a QR code");
    }
    std::unique_ptr<QRcode, FreeCode> const code(
        QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code) return internal_error("cannot create a QR code");
    auto const width = static_cast<std::size_t>(code->width);
    return QrCode(width, {code->data, code->data + width * width});
}

std::size_t QrCode::size() const { return width_ + 2 * quiet_modules; }

bool QrCode::is_dark(std::size_t x, std::size_t y) const {
    // Coordinates count the quiet zone; before it they wrap round and are out of the symbol, too.
    x -= quiet_modules;
    y -= quiet_modules;
    return x < width_ && y < width_ && (modules_[y * width_ + x] & black_bit) != 0;
}

std::string QrCode::svg_path() const {
    std::string path;
    for (std::size_t y = 0; y < size(); ++y) {
        for (std::size_t x = 0; x < size(); ++x) {
            if (!is_dark(x, y)) continue;
            auto const begin = x;
            while (is_dark(x, y)) ++x;
            auto const length = std::to_string(x - begin);
            path.append("M").append(std::to_string(begin));
            path.append(" ").append(std::to_string(y));
            path.append("h").append(length).append("v1h-").append(length).append("z");
        }
    }
    return path;
}

}  // namespace roomkey
