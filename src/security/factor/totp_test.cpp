#include "security/factor/totp.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace roomkey {
namespace {

/// Of the test vectors of RFC 4226 and RFC 6238.
Secret const rfc_key{"12345678901234567890"};

Instant at_second(std::int64_t seconds) { return from_unix_milliseconds(seconds * 1000); }

TEST(Totp, AgreesWithTheVectorsOfRfc6238) {
    // Appendix B, SHA-1.
    for (auto const& [second, code] : std::vector<std::pair<std::int64_t, std::string>>{
             {59, "94287082"},
             {1111111109, "07081804"},
             {1111111111, "14050471"},
             {1234567890, "89005924"},
             {2000000000, "69279037"},
             {20000000000, "65353130"},
         }) {
        auto const step = totp_step_at(at_second(second));
        EXPECT_EQ(totp_code(rfc_key, step, 8).reveal(), code) << second;
        EXPECT_EQ(totp_code(rfc_key, step).reveal(), code.substr(2)) << second;
    }
}

TEST(Totp, AgreesWithTheVectorsOfRfc4226) {
    // Appendix D.
    std::vector<std::string> const codes{"755224", "287082", "359152", "969429", "338314",
                                         "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        EXPECT_EQ(totp_code(rfc_key, static_cast<std::int64_t>(i)).reveal(), codes[i]) << i;
    }
}

TEST(Totp, HasStepsOfThirtySeconds) {
    EXPECT_EQ(totp_step_at(at_second(59)), 1);
    EXPECT_EQ(totp_step_at(at_second(60)), 2);
    EXPECT_EQ(totp_step_at(at_second(60) - Duration{1}), 1);
    EXPECT_EQ(totp_step_at(at_second(20000000000)), 0x27BC86AA);
}

TEST(Totp, AcceptsTheStepsNextToNow) {
    auto const now = at_second(300);
    auto const accepted = [&](std::int64_t step) {
        return accepted_totp_step(rfc_key, totp_code(rfc_key, step).reveal(), now, 0);
    };
    for (std::int64_t const step : {9, 10, 11}) EXPECT_EQ(accepted(step), step);
    for (std::int64_t const step : {8, 12}) EXPECT_EQ(accepted(step), std::nullopt) << step;
}

TEST(Totp, AcceptsNoCodeTwiceNorAnEarlierOne) {
    auto const now = at_second(300);
    auto const code_of = [](std::int64_t step) { return totp_code(rfc_key, step).reveal(); };
    EXPECT_EQ(accepted_totp_step(rfc_key, code_of(10), now, 9), 10);
    EXPECT_EQ(accepted_totp_step(rfc_key, code_of(10), now, 10), std::nullopt);
    EXPECT_EQ(accepted_totp_step(rfc_key, code_of(9), now, 10), std::nullopt);
    EXPECT_EQ(accepted_totp_step(rfc_key, code_of(11), now, 10), 11);
}

TEST(Totp, AcceptsNothingElse) {
    auto const now = at_second(300);
    auto const right = totp_code(rfc_key, 10).reveal();
    for (auto const& code : {std::string{}, right.substr(1), right + "0", ' ' + right,
                             std::string("000000"), std::string(6, '\0')}) {
        EXPECT_EQ(accepted_totp_step(rfc_key, code, now, 0), std::nullopt) << code;
    }
    EXPECT_EQ(accepted_totp_step(Secret("another key"), right, now, 0), std::nullopt);
}

TEST(Totp, WritesKeysInBase32) {
    // RFC 4648 section 10, without padding.
    for (auto const& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
             {"", ""},
             {"f", "MY"},
             {"fo", "MZXQ"},
             {"foo", "MZXW6"},
             {"foob", "MZXW6YQ"},
             {"fooba", "MZXW6YTB"},
             {"foobar", "MZXW6YTBOI"},
             {std::string("\xFF\x00", 2), "74AA"},
         }) {
        EXPECT_EQ(to_base32(bytes), text);
    }
    EXPECT_EQ(to_base32(rfc_key.reveal()), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Totp, TellsAppsEverythingInAnAddress) {
    EXPECT_EQ(totp_uri(rfc_key, "ann@ours? b").reveal(),
              "otpauth://totp/roomkey:ann%40ours%3f%20b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=roomkey&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace roomkey
