#include "net/wire/proxy_header.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::string prefix(int version_and_command, int family, std::size_t rest_bytes) {
    std::string text("\r\n\r\n\0\r\nQUIT\n", 12);
    text.push_back(static_cast<char>(version_and_command));
    text.push_back(static_cast<char>(family));
    text.push_back(static_cast<char>(rest_bytes >> 8U));
    text.push_back(static_cast<char>(rest_bytes & 0xFFU));
    return text;
}

/// What is taken as the header at the beginning of `wire`, read as a connection is. Empty if it is
/// not a header, or the bytes end before it does.
std::optional<std::string> header_of(std::string_view wire) {
    std::size_t read = 0;
    for (;;) {
        auto const missing = ProxyHeader::missing_bytes(wire.substr(0, read));
        if (!missing || read + *missing > wire.size()) return std::nullopt;
        if (*missing == 0) return std::string(wire.substr(0, read));
        read += *missing;
    }
}

std::optional<std::string> source_of(std::string_view wire) {
    auto const header = header_of(wire);
    return header ? ProxyHeader::source(*header) : std::nullopt;
}

/// What a header of version 2 says with these bytes after its prefix.
std::optional<std::string> source_of(int command, int family, std::string const& rest) {
    return source_of(prefix(0x20 + command, family, rest.size()) + rest);
}

std::string const ports{"\xC3\x50\x20\xFB", 4};  // 50000, 8443

TEST(ProxyHeader, NamesAClientOfIpVersion4) {
    std::string const addresses{"\xC0\x00\x02\x11\x0A\x00\x00\x05", 8};
    EXPECT_EQ(source_of(1, 0x11, addresses + ports), "192.0.2.17");
    EXPECT_EQ(source_of(1, 0x11, addresses + ports + "more"), "192.0.2.17");
}

TEST(ProxyHeader, NamesAClientOfIpVersion6) {
    std::string address{"\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x11", 16};
    EXPECT_EQ(source_of(1, 0x21, address + address + ports), "2001:db8::11");
    address = std::string{"\0\0\0\0\0\0\0\0\0\0\xff\xff\xC0\x00\x02\x11", 16};
    EXPECT_EQ(source_of(1, 0x21, address + address + ports), "192.0.2.17");
}

TEST(ProxyHeader, NamesNobodyForTheBalancerItselfAndForUnknownFamilies) {
    std::string const addresses(12, '\x01');
    EXPECT_EQ(source_of(0, 0x00, ""), "");
    EXPECT_EQ(source_of(0, 0x11, addresses), "");
    EXPECT_EQ(source_of(1, 0x00, ""), "");
    EXPECT_EQ(source_of(1, 0x31, std::string(216, 'p')), "");
}

TEST(ProxyHeader, RefusesAddressesThatAreCut) {
    EXPECT_EQ(source_of(1, 0x11, std::string(11, '\x01')), std::nullopt);
    EXPECT_EQ(source_of(1, 0x21, std::string(35, '\x01')), std::nullopt);
}

TEST(ProxyHeader, RefusesWhatIsNotAHeader) {
    std::string const rest(12, '\x01');
    EXPECT_TRUE(header_of(prefix(0x21, 0x11, 12) + rest));
    EXPECT_FALSE(header_of(prefix(0x11, 0x11, 12) + rest));
    EXPECT_FALSE(header_of(prefix(0x22, 0x11, 12) + rest));
    EXPECT_FALSE(header_of("\x16\x03\x01\x02....... hello"));
    EXPECT_FALSE(header_of("PROXYTCP4 192.0.2.17 192.0.2.1 1 2\r\n"));
    EXPECT_FALSE(header_of("GET / HTTP/1.1\r\n\r\n"));
}

TEST(ProxyHeader, BoundsWhatMayFollowAPrefix) {
    std::string const most(ProxyHeader::rest_bytes_max, 'x');
    EXPECT_TRUE(header_of(prefix(0x21, 0x11, most.size()) + most));
    EXPECT_FALSE(header_of(prefix(0x21, 0x11, most.size() + 1) + most + "x"));
    EXPECT_EQ(prefix(0x21, 0x11, most.size()).size() + most.size(), ProxyHeader::bytes_max);
}

TEST(ProxyHeader, NamesAClientOfALine) {
    EXPECT_EQ(source_of("PROXY TCP4 203.0.113.7 192.0.2.1 40000 443\r\n"), "203.0.113.7");
    EXPECT_EQ(source_of("PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n"), "0.0.0.0");
    EXPECT_EQ(source_of("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n"),
              "255.255.255.255");
    EXPECT_EQ(source_of("PROXY TCP6 2001:DB8:0:0::7 2001:db8::1 40000 443\r\n"), "2001:db8::7");
    EXPECT_EQ(source_of("PROXY TCP6 ::ffff:203.0.113.7 ::ffff:192.0.2.1 40000 443\r\n"),
              "203.0.113.7");
    EXPECT_EQ(source_of("PROXY TCP6 :: ::1 1 2\r\n"), "::");
}

TEST(ProxyHeader, NamesNobodyForAnUnknownClientWhateverFollows) {
    EXPECT_EQ(source_of("PROXY UNKNOWN\r\n"), "");
    EXPECT_EQ(source_of("PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n"), "");
    EXPECT_EQ(source_of("PROXY UNKNOWN  \x01 anything\r\n"), "");
    EXPECT_EQ(source_of(std::string_view("PROXY UNKNOWN \0\r\n", 17)), "");
    EXPECT_EQ(source_of("PROXY UNKNOWNS\r\n"), std::nullopt);
}

TEST(ProxyHeader, TakesNoByteAfterALine) {
    std::string const hello = "\x16\x03\x01\r\n";
    for (std::string const line :
         {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN \r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
          "PROXY TCP4 1.2.3.4 5.6.7.8 1 23\r\n"}) {
        EXPECT_EQ(header_of(line + hello), line);
        EXPECT_EQ(header_of(line), line);
    }
}

TEST(ProxyHeader, TakesALineOfTheLongestLengthAndNoneOfAByteMore) {
    std::string const begin = "PROXY UNKNOWN ";
    for (std::size_t const size : {106U, 107U, 108U, 109U}) {
        auto const line = begin + std::string(size - begin.size() - 2, 'x') + "\r\n";
        EXPECT_EQ(header_of(line).has_value(), size <= 107) << size;
    }
}

TEST(ProxyHeader, RefusesAMalformedLine) {
    for (std::string_view const line : {"PROXY TCP4 203.0.113.7 192.0.2.1 40000 443\n",
                                        "PROXY TCP4 203.0.113.7\r",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 40000 443 \r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 40000\r\n",
                                        "PROXY TCP4 203.0.113.7\r\n",
                                        "PROXY TCP4  203.0.113.7 192.0.2.1 40000 443\r\n",
                                        "PROXY  TCP4 203.0.113.7 192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 40000 65536\r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 65536 443\r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 040 443\r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 +40 443\r\n",
                                        "PROXY TCP4 203.0.113.7 192.0.2.1 40 44x\r\n",
                                        "PROXY TCP4 203.0.113.07 192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4 203.0.113.256 192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4 2001:db8::7 2001:db8::1 40000 443\r\n",
                                        "PROXY TCP6 203.0.113.7 192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4 203.0.113.7 2001:db8::1 40000 443\r\n",
                                        "PROXY tcp4 203.0.113.7 192.0.2.1 40000 443\r\n",
                                        "PROXY UDP4 203.0.113.7 192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4 203.0.113.7\r192.0.2.1 40000 443\r\n",
                                        "PROXY TCP4\r\n1.2.3.4 5.6.7.8 1 2\r\n",
                                        "PROXY UNKNOWN x\ny\r\n",
                                        "PROXY \r\n",
                                        "PROXY UNKNOW\r\n"}) {
        EXPECT_EQ(source_of(line), std::nullopt) << line;
    }
    std::string const with_nul("PROXY TCP4 203.0.113.7\0 192.0.2.1 40000 443\r\n", 45);
    EXPECT_EQ(source_of(with_nul), std::nullopt);
}

}  // namespace
}  // namespace roomkey
