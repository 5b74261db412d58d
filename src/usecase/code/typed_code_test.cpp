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
