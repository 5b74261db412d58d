#include "cli/terminal/device_messages.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(DeviceMessages, ReadsAProfileLeniently) {
    auto const whole = profile_in(parse_object(
        R"({"account":"a","name":"n","devType":"t","corpId":"1","corpName":"c","deptCode":"2",)"
        R"("deptName":"d","activeTime":1})"));
    EXPECT_EQ(whole, (DeviceProfile{"a", "n", "t", "1", "c", "2", "d"}));
    EXPECT_EQ(profile_in(parse_object(R"({"account":1,"name":null})")), DeviceProfile{});
    EXPECT_EQ(profile_in(parse_object("not JSON")), DeviceProfile{});
    EXPECT_EQ(profile_in(parse_object("[]")), DeviceProfile{});
}

TEST(DeviceMessages, TakesACredentialOnlyWithItsLife) {
    auto const grant = grant_in(parse_object(R"({"accessToken":"trm","validPeriod":90})"));
    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->credential.reveal(), "trm");
    EXPECT_EQ(grant->validity, std::chrono::seconds{90});
    for (auto const* text :
         {"{}", R"({"accessToken":"trm"})", R"({"accessToken":"","validPeriod":90})",
          R"({"accessToken":"trm","validPeriod":0})", R"({"accessToken":"trm","validPeriod":-1})",
          R"({"accessToken":"trm","validPeriod":"90"})",
          R"({"accessToken":"trm","validPeriod":9223372036854775807})"}) {
        EXPECT_FALSE(grant_in(parse_object(text))) << text;
    }
}

TEST(DeviceMessages, ReadsWhyAndWhenItWasUnbound) {
    auto const news = unbinding_in(parse_object(R"({"reason":"reset","at":1736928000000})"));
    EXPECT_EQ(news.reason, "reset");
    EXPECT_EQ(news.at, from_unix_milliseconds(1'736'928'000'000));
    for (auto const* text : {"{}", R"({"at":-1})", R"({"at":9223372036854775807})"}) {
        EXPECT_EQ(unbinding_in(parse_object(text)).at, std::nullopt) << text;
    }
}

TEST(DeviceMessages, TellsUnbindingFromOtherRefusals) {
    HttpAnswer answer{
        401, {{"retry-AFTER", "7"}}, R"({"error_code":"USG.206010075","error_msg":"gone"})"};
    auto refusal = refusal_in(answer);
    EXPECT_TRUE(refusal.is_unbound());
    EXPECT_EQ(refusal.text, "gone");
    EXPECT_EQ(refusal.retry_after, "7");
    answer.status = 400;
    EXPECT_FALSE(refusal_in(answer).is_unbound());
    answer = {401, {}, R"({"error_code":"USG.000000004","error_msg":"no"})"};
    EXPECT_FALSE(refusal_in(answer).is_unbound());
    EXPECT_TRUE(refusal_in(answer).is_unauthenticated());
    EXPECT_EQ(refusal_in({502, {}, "<html>"}).code, "");
}

}  // namespace
}  // namespace roomkey
