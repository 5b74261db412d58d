#include "app/config/config_value.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(ConfigValue, RefusesWhatDoesNotFit) { EXPECT_EQ(parse_bytes("8589934592GiB"), std::nullopt); }

TEST(ConfigValue, ReadsBytesWithAndWithoutUnit) {
    EXPECT_EQ(parse_bytes("65536"), 65'536);
    EXPECT_EQ(parse_bytes("64KiB"), 65'536);
    EXPECT_EQ(parse_bytes("1MiB"), 1'048'576);
    EXPECT_EQ(parse_bytes("2GiB"), 2'147'483'648);
    for (auto const* text : {"", "KiB", "64kb", "64K", "64 KiB", "-1", "0x10"}) {
        EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
    }
}

TEST(ConfigValue, WritesWhatItReads) {
    for (auto const* text : {"0", "1000", "64KiB", "16MiB", "1GiB"}) {
        EXPECT_EQ(bytes_text(*parse_bytes(text)), text);
    }
    for (auto const* text : {"127.0.0.1:8443", "[::1]:8443", "room-key.example:0"}) {
        EXPECT_EQ(listen_address_text(*parse_listen_address(text)), text);
    }
}

TEST(ConfigValue, ReadsListenAddresses) {
    EXPECT_EQ(parse_listen_address("127.0.0.1:8443"), (ListenAddress{"127.0.0.1", 8443}));
    EXPECT_EQ(parse_listen_address("[::1]:8443"), (ListenAddress{"::1", 8443}));
    EXPECT_EQ(parse_listen_address("[fe80::1%eth0]:1"), (ListenAddress{"fe80::1%eth0", 1}));
    EXPECT_EQ(parse_listen_address("localhost:65535"), (ListenAddress{"localhost", 65'535}));
}

TEST(ConfigValue, RefusesListenAddressesThatAreNone) {
    for (auto const* text :
         {"", "8443", ":8443", "host", "host:", "host:65536", "host:-1", "host:x", "::1:8443",
          "[]:1", "[::1]", "[::1]8443", "[host]:1", "a b:1", "https://host:1", "host:1/"}) {
        EXPECT_EQ(parse_listen_address(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace roomkey
