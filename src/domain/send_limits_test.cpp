#include "domain/send_limits.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roomkey {
namespace {

constexpr Instant noon{std::chrono::sys_days{std::chrono::January / 1 / 2024} +
                       std::chrono::hours{12}};

SendTarget sms(std::string contact = "+8617300009092", std::string region = "CN") {
    return {Channel::sms, CorpId{"100000001"}, std::move(contact), std::move(region)};
}

std::set<std::string> names(SendTarget const& target, Instant now) {
    std::set<std::string> names;
    for (auto const& scope : send_scopes(target, SendLimits{}, now)) names.insert(scope.name);
    return names;
}

TEST(SendLimits, CountATextMessageFourTimesAndTheNarrowestFirst) {
    SendLimits limits;
    limits.sms_per_number = 1;
    limits.sms_per_corp = 2;
    limits.sms_per_country = 3;
    limits.sms_per_day = 4;
    auto const scopes = send_scopes(sms(), limits, noon);
    ASSERT_EQ(scopes.size(), 4U);
    std::array const refusals{SendRefusal::contact_limit, SendRefusal::corp_limit,
                              SendRefusal::region_limit, SendRefusal::day_limit};
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        EXPECT_EQ(scopes[i].max, static_cast<int>(i) + 1);
        EXPECT_EQ(scopes[i].refusal, refusals[i]);
        EXPECT_EQ(scopes[i].end, noon + (i < 2 ? std::chrono::hours{1} : std::chrono::hours{12}));
    }
}

TEST(SendLimits, CountMailByAddressAndEnterprise) {
    SendTarget const target{Channel::email, CorpId{"100000001"}, "a@example.com", ""};
    SendLimits limits;
    limits.email_per_corp = 7;
    auto const scopes = send_scopes(target, limits, noon);
    ASSERT_EQ(scopes.size(), 2U);
    EXPECT_EQ(scopes[0].max, limits.email_per_address);
    EXPECT_EQ(scopes[1].max, 7);
}

TEST(SendLimits, LeaveOutWhatHasNoLimit) {
    SendLimits limits;
    limits.sms_per_number = limits.sms_per_corp = limits.sms_per_country = limits.sms_per_day = 0;
    EXPECT_TRUE(send_scopes(sms(), limits, noon).empty());
}

TEST(SendLimits, AreNamedApartByWhatTheyCount) {
    auto const base = names(sms(), noon);
    auto const shared = [&](std::set<std::string> const& others) {
        std::size_t count = 0;
        for (auto const& name : others) count += base.count(name);
        return count;
    };
    EXPECT_EQ(shared(names(sms("+8617300009093"), noon)), 3U);
    EXPECT_EQ(shared(names(sms("+8617300009092", "HK"), noon)), 3U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::minutes{59})), 4U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::minutes{60})), 2U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::hours{12})), 0U);
    auto other_corp = sms();
    other_corp.corp_id = CorpId{"100000002"};
    EXPECT_EQ(shared(names(other_corp, noon)), 3U);
    // An address that looks like another scope is still a scope of its own.
    auto mail = sms();
    mail.channel = Channel::email;
    EXPECT_EQ(shared(names(mail, noon)), 0U);
}

TEST(SendLimits, AllowAllRegionsOrThoseInTheList) {
    SendLimits limits;
    EXPECT_TRUE(may_go_to("CN", limits));
    EXPECT_TRUE(may_go_to("", limits));
    limits.sms_regions = {"CN", "HK"};
    EXPECT_TRUE(may_go_to("HK", limits));
    EXPECT_FALSE(may_go_to("DE", limits));
    EXPECT_FALSE(may_go_to("", limits));
}

TEST(SendLimits, ReadListsOfRegions) {
    EXPECT_EQ(parse_regions("CN hk,De ", "f").value(),
              (std::vector<std::string>{"CN", "HK", "DE"}));
    EXPECT_TRUE(parse_regions("", "f")->empty());
    for (auto const* text : {"C", "CHN", "C1", "CN;HK", "86"}) {
        auto const refused = parse_regions(text, "guard.sms_countries");
        ASSERT_FALSE(refused.ok()) << text;
        EXPECT_EQ(refused.error().field, "guard.sms_countries");
    }
}

TEST(SendRefusals, HaveWordsOfTheirOwn) {
    std::set<std::string_view> words;
    for (auto const refusal : send_refusals) {
        words.insert(failure_text(refusal));
        words.insert(reason_name(refusal));
        EXPECT_TRUE(failure_text(refusal).starts_with("guard: "));
        EXPECT_TRUE(reason_name(refusal).starts_with("guard_"));
    }
    EXPECT_EQ(words.size(), 2 * send_refusals.size());
}

}  // namespace
}  // namespace roomkey
