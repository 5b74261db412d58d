#include "net/wire/proxy_header.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <tuple>

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

std::optional<ProxyHeader> read(std::string const& text) {
    return ProxyHeader::read(std::span<char const, ProxyHeader::prefix_bytes>(text));
}

/// What a header of this kind says with these bytes behind it.
std::optional<std::string> source_of(int command, int family, std::string const& rest) {
    auto const header = read(prefix(0x20 + command, family, rest.size()));
    return header ? header->source(rest) : std::nullopt;
}

std::string const ports{"\xC3\x50\x20\xFB", 4};  // 50000, 8443

TEST(ProxyHeader, NamesAClientOfVersion4) {
    std::string const addresses{"\xC0\x00\x02\x11\x0A\x00\x00\x05", 8};
    EXPECT_EQ(source_of(1, 0x11, addresses + ports), "192.0.2.17");
    EXPECT_EQ(source_of(1, 0x11, addresses + ports + "more"), "192.0.2.17");
}

TEST(ProxyHeader, NamesAClientOfVersion6) {
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

TEST(ProxyHeader, RefusesWhatIsNoPrefixOfVersion2) {
    EXPECT_TRUE(read(prefix(0x21, 0x11, 12)));
    EXPECT_FALSE(read(prefix(0x11, 0x11, 12)));
    EXPECT_FALSE(read(prefix(0x22, 0x11, 12)));
    EXPECT_FALSE(read("PROXY TCP4 192.0"));
    EXPECT_FALSE(read("\x16\x03\x01\x02....... hello"));
}

TEST(ProxyHeader, BoundsWhatMayFollow) {
    EXPECT_TRUE(read(prefix(0x21, 0x11, ProxyHeader::rest_bytes_max)));
    EXPECT_FALSE(read(prefix(0x21, 0x11, ProxyHeader::rest_bytes_max + 1)));
}

}  // namespace
}  // namespace roomkey
