#include "delivery/email/email_address.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

Fault fault_of(std::string_view text) {
    auto const address = EmailAddress::parse(text);
    return address.ok() ? Fault::none : address.error().fault;
}

TEST(EmailAddress, TakesOrdinaryAddresses) {
    for (auto const* const text :
         {"example@huawei.com", "first.last+tag@mail.example.com", "o'neil@example.com", "a@b",
          "x@xn--fsqu00a.xn--0zwm56d", "user@192-0-2-1.example", "\"a..b\"@docomo.ne.jp",
          "\"a@b\"@example.com"}) {
        auto const address = EmailAddress::parse(text);
        ASSERT_TRUE(address.ok()) << text;
        EXPECT_EQ(address.value().text(), text);
    }
    EXPECT_EQ(EmailAddress::parse("\"a@b\"@mail.example.com").value().domain(), "mail.example.com");
    EXPECT_EQ(EmailAddress::parse("a.b@mail.example.com").value().domain(), "mail.example.com");
}

TEST(EmailAddress, RefusesWhatCouldEndACommandOrAHeader) {
    for (auto const* const text :
         {"a@example.com\r\nBcc: all@example.com", "a@example.com\nRCPT TO:<b@example.com>",
          "a@example.com>", "<a@example.com>", "a@example.com, b@example.com", "a b@example.com",
          "a@example.com b", "a\t@example.com", "a\x7F@example.com", "a\"b@example.com",
          "a(b)@example.com", "a@exa\\mple.com", "a@example.com SIZE=1"}) {
        EXPECT_EQ(fault_of(text), Fault::wrong_format) << text;
    }
    EXPECT_EQ(fault_of(std::string_view("a\0b@example.com", 15)), Fault::wrong_format);
}

TEST(EmailAddress, RefusesMalformedAddresses) {
    for (auto const* const text :
         {"", "@", "a", "a@", "@example.com", "a@@example.com", "a@b@example.com", ".a@example.com",
          "a.@example.com", "a..b@example.com", "a@.example.com", "a@example.com.",
          "a@example..com", "a@-example.com", "a@example-.com", "a@[192.0.2.1]",
          "a@exam_ple.com"}) {
        EXPECT_EQ(fault_of(text), Fault::wrong_format) << text;
    }
}

TEST(EmailAddress, RefusesWhatIsNotInTheFormThatGoesOut) {
    for (auto const* const text :
         {"用户@example.com", "user@例子.公司", "a..b@docomo.ne.jp", "\"plain\"@example.com"}) {
        EXPECT_EQ(fault_of(text), Fault::wrong_format) << text;
    }
}

TEST(EmailAddress, KeepsTheLimitsOfSmtp) {
    std::string const label(61, 'd');
    auto const domain = label + '.' + label + '.' + label;
    EXPECT_EQ(fault_of(std::string(64, 'x') + "@example.com"), Fault::none);
    EXPECT_EQ(fault_of(std::string(65, 'x') + "@example.com"), Fault::wrong_format);
    EXPECT_EQ(fault_of("x@" + std::string(63, 'd')), Fault::none);
    EXPECT_EQ(fault_of("x@" + std::string(64, 'd')), Fault::wrong_format);
    EXPECT_EQ(fault_of(std::string(64, 'x') + '@' + domain + ".abc"), Fault::none);
    EXPECT_EQ(fault_of(std::string(64, 'x') + '@' + domain + ".abcd"), Fault::wrong_format);
}

}  // namespace
}  // namespace roomkey
