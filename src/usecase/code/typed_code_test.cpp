#include "usecase/code/typed_code.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(TypedCode, IsReadAsPeopleTypeAndPasteIt) {
    for (char const* const typed :
         {"08535646662", "０８５３５６４６６６２", "٠٨٥٣٥٦٤٦٦٦٢", "085-356-466-62",
          "085 3564 6662\r\n", "\uFEFF085\u20133564\u00A06662", "0853\u00AD5646\u200B662",
          " 0853ー564ー6662 "}) {
        EXPECT_EQ(typed_code(typed), "08535646662") << typed;
    }
}

TEST(TypedCode, IsReadInPartByAnAlphabet) {
    auto const decimal = CodeFormat::Alphabet::decimal;
    auto const letters = CodeFormat::Alphabet::crockford32;
    EXPECT_EQ(typed_code_part("085", decimal), "085");
    EXPECT_EQ(typed_code_part(" 08-5\n", decimal), "085");
    EXPECT_EQ(typed_code_part("\u0660\u0668\u0665", decimal), "085");
    EXPECT_EQ(typed_code_part("o8x", letters), "08X");
    EXPECT_EQ(typed_code_part("085", letters), "085");
    for (char const* const typed : {"", "08", "0 8", "o8x", "08x", "room", "08.5"}) {
        EXPECT_FALSE(typed_code_part(typed, decimal)) << typed;
    }
    for (char const* const typed : {"", "ox", "08u", "room 1!"}) {
        EXPECT_FALSE(typed_code_part(typed, letters)) << typed;
    }
}

TEST(TypedCode, IsNothingThatCannotBeOne) {
    for (char const* const typed : {"", " - ", "hello", "1234567", "12345678901234567", "12345678x",
                                    "12345678\xFF", "1234.5678", "ABCDEFGHJKMNPQRS"}) {
        EXPECT_FALSE(typed_code(typed)) << typed;
    }
    EXPECT_TRUE(typed_code("12345678"));
    EXPECT_TRUE(typed_code("1234567890123456"));
}

}  // namespace
}  // namespace roomkey
