#include "delivery/local_time.hpp"

#include <gtest/gtest.h>

#include "delivery/message_text.hpp"
#include "tests/fakes/sample_message.hpp"

namespace roomkey {
namespace {

// 2025-03-30 00:30 UTC and an hour later; in between Berlin's clocks go from 02:00 to 03:00.
Instant const before = from_unix_milliseconds(1'743'294'600'000);
Instant const after = before + std::chrono::hours{1};

std::string text(Instant instant, Language language, std::string const& zone) {
    auto message = sample_message(Channel::email, language);
    message.expires_at = instant;
    message.time_zone = zone;
    return message_parts(message).valid_until;
}

TEST(LocalTime, IsTheLanguagesWithoutAZone) {
    EXPECT_EQ(text(before, Language::zh_cn, ""), "2025年3月30日 08:30（北京时间）");
    EXPECT_EQ(text(before, Language::en_us, ""), "30 March 2025, 00:30 UTC");
}

TEST(LocalTime, IsTheZonesWithItsOffset) {
    EXPECT_EQ(text(before, Language::en_us, "Europe/Berlin"), "30 March 2025, 01:30 UTC+1");
    EXPECT_EQ(text(after, Language::en_us, "Europe/Berlin"), "30 March 2025, 03:30 UTC+2");
    EXPECT_EQ(text(after, Language::zh_cn, "Europe/Berlin"), "2025年3月30日 03:30（UTC+2）");
    EXPECT_EQ(text(before, Language::zh_cn, "Asia/Shanghai"), "2025年3月30日 08:30（北京时间）");
    EXPECT_EQ(text(before, Language::en_us, "Asia/Shanghai"), "30 March 2025, 08:30 UTC+8");
    EXPECT_EQ(text(before, Language::en_us, "Asia/Kolkata"), "30 March 2025, 06:00 UTC+5:30");
    // The day before, there.
    EXPECT_EQ(text(before, Language::en_us, "America/New_York"), "29 March 2025, 20:30 UTC-4");
}

TEST(LocalTime, IsInTextMessagesToo) {
    auto message = sample_message(Channel::sms);
    message.time_zone = "Europe/Berlin";
    EXPECT_NE(message_text(message).body.reveal().find("until 26 Jan 00:59 UTC+1"),
              std::string::npos)
        << message_text(message).body.reveal();
    message.language = Language::zh_cn;
    EXPECT_NE(message_text(message).body.reveal().find("，1月26日00:59（UTC+1）前有效"),
              std::string::npos)
        << message_text(message).body.reveal();
}

}  // namespace
}  // namespace roomkey
