#include "delivery/email/mail_greeting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

TEST(MailGreeting, IsTheFullNameOrElseAnAddress) {
    EXPECT_EQ(choose_greeting({{"a.b.example"}, {"192.0.2.1"}}), "a.b.example");
    EXPECT_EQ(choose_greeting({{"a", "a.b.example"}, {"192.0.2.1"}}), "a.b.example");
    EXPECT_EQ(choose_greeting({{"a"}, {"192.0.2.1", "192.0.2.2"}}), "[192.0.2.1]");
    EXPECT_EQ(choose_greeting({{}, {"2001:db8::1"}}), "[IPv6:2001:db8::1]");
    EXPECT_EQ(choose_greeting({{"localhost", "localhost.localdomain"}, {"192.0.2.1"}}),
              "[192.0.2.1]");
    EXPECT_EQ(choose_greeting({{"bad_name.example"}, {"192.0.2.1"}}), "[192.0.2.1]");
    EXPECT_EQ(choose_greeting({}), "[127.0.0.1]");
}

TEST(MailGreeting, IsAHostNameOrALiteral) {
    for (auto const* text : {"a", "a.b.example", "xn--bcher-kva.example", "[192.0.2.1]",
                             "[IPv6:2001:db8::1]", "A-1.example"}) {
        EXPECT_TRUE(is_greeting(text)) << text;
    }
    for (auto const* text :
         {"", "a b", "a..b", ".a", "a.", "-a.example", "a_b.example", "[", "[]", "[192.0.2]",
          "[2001:db8::1]", "[IPv6:192.0.2.1]", "a\r\nQUIT", "bücher.example", "a/b"}) {
        EXPECT_FALSE(is_greeting(text)) << text;
    }
    auto const label = std::string(62, 'a') + '.';
    auto const longest = label + label + label + label + 'b';
    EXPECT_EQ(longest.size(), 253U);
    EXPECT_TRUE(is_greeting(longest));
    EXPECT_FALSE(is_greeting(longest + 'b'));
}

TEST(MailGreeting, IsFullWithADotOrAsALiteral) {
    for (auto const* text : {"a.b", "[192.0.2.1]", "[IPv6:2001:db8::1]"}) {
        EXPECT_TRUE(is_full_greeting(text)) << text;
    }
    for (auto const* text : {"", "a", "badname", "localhost.localdomain", "192.0.2.1"}) {
        EXPECT_FALSE(is_full_greeting(text)) << text;
    }
}

TEST(MailGreeting, OfThisMachineIsFull) { EXPECT_TRUE(is_full_greeting(mail_greeting())); }

}  // namespace
}  // namespace roomkey
