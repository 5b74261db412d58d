#include "app/config/web_values.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(WebValues, KnowTransportSecurity) {
    for (auto const* good :
         {"max-age=0", "max-age=31536000", "max-age=63072000; includeSubDomains",
          "max-age=63072000;includeSubDomains; preload", "includeSubDomains; max-age=1"}) {
        EXPECT_TRUE(is_transport_security(good)) << good;
    }
    for (auto const* bad : {"", "off", "max-age", "max-age=", "max-age=1d", "max-age=-1",
                            "max-age=1; max-age=2", "max-age=1, includeSubDomains",
                            "includeSubDomains", "max-age=1; x", "max-age=12345678901"}) {
        EXPECT_FALSE(is_transport_security(bad)) << bad;
    }
}

TEST(WebValues, KnowOriginsAsBrowsersWriteThem) {
    for (auto const* good :
         {"https://portal.example", "http://localhost:3000", "https://10.0.0.1:8443",
          "https://[::1]:8443", "https://xn--bcher-kva.example", "http://a:1", "http://a:65535"}) {
        EXPECT_TRUE(is_web_origin(good)) << good;
    }
    for (auto const* bad :
         {"*", "null", "portal.example", "https://", "https://a/", "https://a/path", "https://A",
          "https://a:443", "http://a:80", "http://a:", "http://a:0", "http://a:65536",
          "http://a:08", "https://*.example", "https://user@a", "ftp://a", "https://a b",
          "https://.a", "https://[::1"}) {
        EXPECT_FALSE(is_web_origin(bad)) << bad;
    }
}

}  // namespace
}  // namespace roomkey
