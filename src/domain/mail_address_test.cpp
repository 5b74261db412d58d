#include "domain/mail_address.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(MailAddress, HasOneFormInWhichItCanBeMailed) {
    std::pair<std::string, std::string> const cases[] = {
        {"a@b.c", "a@b.c"},
        {"Ada.Lovelace+rooms@Example.COM", "Ada.Lovelace+rooms@Example.COM"},
        {"root@localhost", "root@localhost"},
        {"it@b\u00FCcher.example", "it@xn--bcher-kva.example"},
        {"it@B\u00DCCHER.example", "it@xn--bcher-kva.example"},
        {"it@bu\u0308cher.example", "it@xn--bcher-kva.example"},
        {"a@stra\u00DFe.example", "a@xn--strae-oqa.example"},
        {"a@\u4F1A\u8BAE.\u4E2D\u56FD", "a@xn--6oqu09l.xn--fiqs8s"},
        {"a@\u4F1A\u8BAE\u3002example", "a@xn--6oqu09l.example"},
        {"a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"},
        {".a@docomo.ne.jp", "\".a\"@docomo.ne.jp"},
        {"a.@ezweb.ne.jp", "\"a.\"@ezweb.ne.jp"},
        {"\"a b\"@c.d", "\"a b\"@c.d"},
        {"\"a@b\"@c.d", "\"a@b\"@c.d"},
        {"\"a\\\"b\"@c.d", "\"a\\\"b\"@c.d"},
        {"\"a\\b\"@c.d", "ab@c.d"},
        {"\"plain\"@c.d", "plain@c.d"},
    };
    for (auto const& [text, expected] : cases) {
        auto const address = mailable_address(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(*address, expected) << text;
        // Once in this form it stays as it is.
        EXPECT_EQ(mailable_address(*address), address) << text;
    }
}

TEST(MailAddress, IsRefusedWhereNoServerWouldTakeIt) {
    for (std::string const text : {"",
                                   "a",
                                   "@b",
                                   "a@",
                                   "a@b@c",
                                   "a b@c.d",
                                   "a@.b",
                                   "a@b.",
                                   "a@b..c",
                                   "a@x_y.example",
                                   "a@-b.c",
                                   "a@b-.c",
                                   "a@b c",
                                   "a@b,c@d",
                                   "a@b\r\nBcc: x@y.z",
                                   "\xFF@b.c",
                                   "a@\xFF.c",
                                   "\u00FC@b.c",
                                   "a@[192.0.2.1]",
                                   "a@b\u202E.c",
                                   "\"a@b.c",
                                   "\"@b.c",
                                   "\"\"@b.c",
                                   "\"a\"b\"@c.d",
                                   "\"a\\\"@c.d",
                                   "\"a\nb\"@c.d",
                                   "a\"b@c.d",
                                   "(a)@b.c",
                                   "a@\u00AD",
                                   "a@xn--\u00FC"}) {
        EXPECT_FALSE(mailable_address(text)) << text;
    }
}

TEST(MailAddress, HasTheLengthsOfSmtp) {
    std::string const local(64, 'a');
    EXPECT_TRUE(mailable_address(local + "@b.c"));
    EXPECT_FALSE(mailable_address(local + "a@b.c"));
    // The quotes count.
    EXPECT_TRUE(mailable_address(std::string(60, 'a') + "..@b.c"));
    EXPECT_FALSE(mailable_address(std::string(61, 'a') + "..@b.c"));
    std::string const label(63, 'b');
    EXPECT_TRUE(mailable_address("a@" + label + ".c"));
    EXPECT_FALSE(mailable_address("a@b" + label + ".c"));
    auto const domain = label + '.' + label + '.' + std::string(61, 'b');
    ASSERT_EQ(local.size() + 1 + domain.size(), 254U);
    EXPECT_TRUE(mailable_address(local + '@' + domain));
    EXPECT_FALSE(mailable_address(local + '@' + domain + 'b'));
}

TEST(HostName, ConsistsOfLabels) {
    EXPECT_TRUE(is_host_name("a.b-c.example"));
    for (auto const* bad : {"", ".", "a..b", "-a", "a-", "a_b", "a b"}) {
        EXPECT_FALSE(is_host_name(bad)) << bad;
    }
}

}  // namespace
}  // namespace roomkey
