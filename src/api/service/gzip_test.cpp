#include "api/service/gzip.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace roomkey {
namespace {

/// Any bytes but few repeated ones: what cannot be made smaller.
std::string noise(std::size_t size) {
    std::string text;
    for (std::uint32_t state = 1; text.size() < size; state = state * 1664525U + 1013904223U) {
        text.push_back(static_cast<char>(state >> 24U));
    }
    return text;
}

std::string unpacked(std::string packed, std::size_t size) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    // One byte more, so that too much is seen.
    std::string text(size + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.avail_in, 0U);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

TEST(Gzip, IsUndoneByWhoUnpacksIt) {
    for (auto const& text : {std::string(), std::string("a"), std::string(100'000, 'a'),
                             noise(100'000), std::string("会议\0终端", 13)}) {
        EXPECT_EQ(unpacked(gzip(text), text.size()), text) << text.size();
    }
}

TEST(Gzip, MakesSmallWhatRepeats) { EXPECT_LT(gzip(std::string(100'000, 'a')).size(), 200U); }

TEST(Gzip, IsTheSameForTheSame) { EXPECT_EQ(gzip(noise(1000)), gzip(noise(1000))); }

}  // namespace
}  // namespace roomkey
