#include "cli/operator/password_input.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

TEST(PasswordInput, TakesTheFirstLineWithoutItsEnd) {
    for (auto const* text : {"a b ", "a b \n", "a b \r\n", "a b \nmore"}) {
        std::istringstream in(text);
        auto const password = read_password(in);
        ASSERT_TRUE(password.ok()) << text;
        EXPECT_EQ(password->reveal(), "a b ");
    }
}

TEST(PasswordInput, TakesWhatWindowsShellsPipeIn) {
    // U+010A has the byte of a line feed in it.
    for (auto const& [name, bytes] : encodings_of("p\xC4\x8A w\xC3\xA9\nmore")) {
        std::istringstream in(bytes);
        auto const password = read_password(in);
        ASSERT_TRUE(password.ok()) << name;
        EXPECT_EQ(password->reveal(), "p\xC4\x8A w\xC3\xA9") << name;
    }
    std::istringstream in("p\xE9 word\r\n");
    EXPECT_EQ(read_password(in).error().fault, Fault::wrong_format);
}

TEST(PasswordInput, RefusesNothing) {
    for (auto const* text : {"", "\n", "\r\n"}) {
        std::istringstream in(text);
        auto const password = read_password(in);
        ASSERT_FALSE(password.ok());
        EXPECT_EQ(password.error().fault, Fault::missing);
    }
}

TEST(PasswordInput, BoundsTheLine) {
    std::istringstream at_the_limit(std::string(256, 'x'));
    EXPECT_TRUE(read_password(at_the_limit).ok());
    std::istringstream one_past(std::string(257, 'x'));
    auto const password = read_password(one_past);
    ASSERT_FALSE(password.ok());
    EXPECT_EQ(password.error().fault, Fault::wrong_length);
}

}  // namespace
}  // namespace roomkey
