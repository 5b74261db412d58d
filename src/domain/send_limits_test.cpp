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

void expect_scopes(SendTarget const& target, SendLimits const& limits,
                   std::vector<std::pair<SendRefusal, int>> const& expected) {
    auto const scopes = send_scopes(target, limits, noon);
    ASSERT_EQ(scopes.size(), expected.size());
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        auto const& [refusal, max] = expected[i];
        EXPECT_EQ(scopes[i].refusal, refusal) << i;
        EXPECT_EQ(scopes[i].max, max) << i;
        bool const is_of_hour =
            refusal == SendRefusal::contact_limit || refusal == SendRefusal::corp_limit;
        EXPECT_EQ(scopes[i].end, noon + std::chrono::hours{is_of_hour ? 1 : 12}) << i;
    }
}

TEST(SendLimits, CountATextMessageInEachScopeAndTheNarrowestFirst) {
    SendLimits limits;
    limits.sms_per_number = 2;
    limits.sms_per_corp = 3;
    limits.sms_per_country = 5;
    limits.sms_per_day = 8;
    expect_scopes(sms(), limits,
                  {{SendRefusal::contact_limit, 2},
                   {SendRefusal::contact_limit, 8},
                   {SendRefusal::corp_limit, 3},
                   {SendRefusal::region_limit, 5},
                   {SendRefusal::day_limit, 8}});
}

TEST(SendLimits, LeaveHalfOfWhatIsForADayToOtherEnterprises) {
    SendLimits limits;
    limits.sms_per_number = 2;
    limits.sms_per_corp = 3;
    limits.sms_per_country = 5;
    limits.sms_per_day = 8;
    auto target = sms();
    target.is_only_corp = false;
    expect_scopes(target, limits,
                  {{SendRefusal::contact_limit, 2},
                   {SendRefusal::contact_limit, 8},
                   {SendRefusal::corp_limit, 3},
                   {SendRefusal::region_limit, 3},
                   {SendRefusal::region_limit, 5},
                   {SendRefusal::day_limit, 4},
                   {SendRefusal::day_limit, 8}});
    // However large or small the limits are.
    limits = {};
    limits.sms_per_number = 1'000'000'000;
    limits.sms_per_corp = limits.sms_per_country = 0;
    limits.sms_per_day = 1;
    expect_scopes(target, limits,
                  {{SendRefusal::contact_limit, 1'000'000'000},
                   {SendRefusal::contact_limit, 2'147'483'647},
                   {SendRefusal::day_limit, 1},
                   {SendRefusal::day_limit, 1}});
}

TEST(SendLimits, CountMailByAddressAndEnterprise) {
    SendTarget const target{Channel::email, CorpId{"100000001"}, "a@example.com", ""};
    SendLimits limits;
    limits.email_per_corp = 7;
    auto const scopes = send_scopes(target, limits, noon);
    ASSERT_EQ(scopes.size(), 3U);
    EXPECT_EQ(scopes[0].max, limits.email_per_address);
    EXPECT_EQ(scopes[1].max, contact_share * limits.email_per_address);
    EXPECT_EQ(scopes[2].max, 7);
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
    EXPECT_EQ(shared(names(sms("+8617300009092", "HK"), noon)), 4U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::minutes{59})), 5U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::minutes{60})), 2U);
    EXPECT_EQ(shared(names(sms(), noon + std::chrono::hours{12})), 0U);
    auto other_corp = sms();
    other_corp.corp_id = CorpId{"100000002"};
    EXPECT_EQ(shared(names(other_corp, noon)), 3U);
    // Two of several enterprises share the same three, and have four of their own.
    other_corp.is_only_corp = false;
    EXPECT_EQ(names(other_corp, noon).size(), 7U);
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
