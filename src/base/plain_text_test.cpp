#include "base/plain_text.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

using namespace std::string_literals;

// U+00E9, U+4E2D and U+1F511: two, three and four bytes of UTF-8.
constexpr char const* sample = "a\xC3\xA9\n\xE4\xB8\xAD\n\xF0\x9F\x94\x91 end";

TEST(PlainText, IsTheSameWhateverTheEditorMadeOfIt) {
    EXPECT_EQ(plain_text(sample), sample);
    for (auto const& [name, bytes] : encodings_of(sample)) {
        EXPECT_EQ(plain_text(bytes), sample) << name;
    }
}

TEST(PlainText, KeepsWhatIsNotALineEnd) {
    EXPECT_EQ(plain_text(""), "");
    EXPECT_EQ(plain_text("\xEF\xBB\xBF"), "");
    EXPECT_EQ(plain_text("\xFF\xFE"s), "");
    EXPECT_EQ(plain_text("\n\r\n\r\r\n"), "\n\n\r\n");
    EXPECT_EQ(plain_text("a\rb\r"), "a\rb\r");
    EXPECT_EQ(plain_text("a\xEF\xBB\xBF"), "a\xEF\xBB\xBF");
}

TEST(PlainText, ConvertsTheLastOfEachLengthAndTheFirstOfTheNext) {
    EXPECT_EQ(plain_text("\xFF\xFE\x7F\x00\x80\x00\xFF\x07\x00\x08\xFF\xFF"s),
              "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF");
    EXPECT_EQ(plain_text("\xFE\xFF\xD8\x00\xDC\x00\xDB\xFF\xDF\xFF"s),
              "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST(PlainText, IsNotGuessed) {
    // Windows-1252, UTF-16 without its mark, half a character, a surrogate alone, and a NUL.
    EXPECT_EQ(plain_text("caf\xE9\n"), std::nullopt);
    EXPECT_EQ(plain_text("a\0b\0"s), std::nullopt);
    EXPECT_EQ(plain_text("\xFF\xFE\x61"s), std::nullopt);
    EXPECT_EQ(plain_text("\xFF\xFE\x00\xD8"s), std::nullopt);
    EXPECT_EQ(plain_text("\xFF\xFE\x00\xD8\x61\x00"s), std::nullopt);
    EXPECT_EQ(plain_text("\xFE\xFF\xDC\x00\x00\x61"s), std::nullopt);
    EXPECT_EQ(plain_text("\xFF\xFE\x00\x00"s), std::nullopt);
}

}  // namespace
}  // namespace roomkey
