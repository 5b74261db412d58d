#include "qr/qr_code.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <sstream>

namespace roomkey {
namespace {

using Modules = std::set<std::pair<std::size_t, std::size_t>>;

/// The modules that a path fills.
Modules filled_by(std::string const& path) {
    Modules filled;
    std::istringstream text(path);
    std::string run;
    while (std::getline(text, run, 'z')) {
        std::size_t x = 0;
        std::size_t y = 0;
        std::size_t length = 0;
        std::size_t back = 0;
        EXPECT_EQ(std::sscanf(run.c_str(), "M%zu %zuh%zuv1h-%zu", &x, &y, &length, &back), 4);
        EXPECT_EQ(length, back);
        for (std::size_t i = 0; i < length; ++i) filled.emplace(x + i, y);
    }
    return filled;
}

TEST(QrCode, IsDrawnAsAPathOfExactlyItsDarkModules) {
    auto const code = QrCode::of("https://rooms.example.com/console/pair#WDJB-MJHT").value();
    Modules dark;
    for (std::size_t y = 0; y < code.size(); ++y) {
        for (std::size_t x = 0; x < code.size(); ++x) {
            if (code.is_dark(x, y)) dark.emplace(x, y);
        }
    }
    EXPECT_EQ(filled_by(code.svg_path()), dark);
    // Version 4 within its quiet zone; the corner of a finder pattern is where it belongs.
    EXPECT_EQ(code.size(), 33U + 8U);
    EXPECT_TRUE(code.is_dark(4, 4));
    EXPECT_FALSE(code.is_dark(3, 4));
    EXPECT_FALSE(code.is_dark(5, 5));
}

TEST(QrCode, TakesTextsUpToItsLimit) {
    EXPECT_TRUE(QrCode::of(std::string(qr_text_bytes_max, 'x')).ok());
    EXPECT_FALSE(QrCode::of(std::string(qr_text_bytes_max + 1, 'x')).ok());
    EXPECT_FALSE(QrCode::of("").ok());
    EXPECT_FALSE(QrCode::of(std::string_view("a\0b", 3)).ok());
}

}  // namespace
}  // namespace roomkey
