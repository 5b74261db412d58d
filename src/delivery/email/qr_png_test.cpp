#include "delivery/email/qr_png.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "qr/qr_code.hpp"

namespace roomkey {
namespace {

struct Picture {
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> pixels;
};

Picture decoded(std::string const& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, file.data(), file.size()), 0)
        << image.message;
    image.format = PNG_FORMAT_GRAY;
    Picture picture{image.width, image.height, {}};
    picture.pixels.resize(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr), 0)
        << image.message;
    return picture;
}

std::string png_of(std::string_view text) {
    auto const png = qr_png(text);
    return png.ok() ? png.value().reveal() : std::string{};
}

/// The modules of the picture as rows of '#' and ' ', without the quiet zone.
std::vector<std::string> modules_of(Picture const& picture) {
    constexpr std::size_t pixels = 6;
    std::vector<std::string> rows;
    for (std::size_t y = 4; y < picture.height / pixels - 4; ++y) {
        std::string row;
        for (std::size_t x = 4; x < picture.width / pixels - 4; ++x) {
            row += picture.pixels.at(y * pixels * picture.width + x * pixels) == 0 ? '#' : ' ';
        }
        rows.push_back(row);
    }
    return rows;
}

TEST(QrPng, IsASquarePictureWithAQuietZone) {
    auto const picture = decoded(png_of("12345678901"));
    // Version 1 has 21 modules; with the quiet zone 29, of 6 pixels each.
    EXPECT_EQ(picture.width, 29U * 6);
    EXPECT_EQ(picture.height, 29U * 6);
    for (std::size_t x = 0; x < picture.width; ++x) {
        EXPECT_EQ(picture.pixels.at(23 * picture.width + x), 255) << x;
    }
}

TEST(QrPng, ShowsTheThreeFindersOfAQrCode) {
    auto const rows = modules_of(decoded(png_of("12345678901")));
    ASSERT_EQ(rows.size(), 21U);
    std::array<std::string_view, 7> const finder{"#######", "#     #", "# ### #", "# ### #",
                                                 "# ### #", "#     #", "#######"};
    for (std::size_t i = 0; i < finder.size(); ++i) {
        EXPECT_EQ(rows[i].substr(0, 7), finder.at(i));
        EXPECT_EQ(rows[i].substr(14), finder.at(i));
        EXPECT_EQ(rows[14 + i].substr(0, 7), finder.at(i));
    }
    // The timing pattern between two finders.
    EXPECT_EQ(rows[6].substr(7, 7), " # # # ");
}

TEST(QrPng, DiffersWithItsText) { EXPECT_NE(png_of("12345678901"), png_of("12345678902")); }

TEST(QrPng, TakesTextUpToItsLimitAndNoMore) {
    EXPECT_TRUE(qr_png(std::string(qr_text_bytes_max, 'x')).ok());
    EXPECT_FALSE(qr_png(std::string(qr_text_bytes_max + 1, 'x')).ok());
    EXPECT_FALSE(qr_png("").ok());
    EXPECT_FALSE(qr_png(std::string_view("a\0b", 3)).ok());
}

}  // namespace
}  // namespace roomkey
