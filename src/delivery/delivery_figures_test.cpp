#include "delivery/delivery_figures.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(DeliveryCounters, KeepChannelsApart) {
    DeliveryCounters counters;
    counters.count(Channel::sms, &ChannelFigures::accepted);
    counters.count(Channel::sms, &ChannelFigures::accepted);
    counters.count_failure(Channel::email, "refused");

    auto const figures = counters.snapshot();

    EXPECT_EQ(figures.sms.accepted, 2U);
    EXPECT_TRUE(figures.sms.failed.empty());
    EXPECT_EQ(figures.email.accepted, 0U);
    EXPECT_EQ(figures.email.failed.at("refused"), 1U);
    EXPECT_EQ(figures.store_errors, 0U);
}

TEST(DeliveryCounters, AskForOneAlarmAPeriodForEachChannelAndReason) {
    DeliveryCounters counters;
    Instant const begin{};
    EXPECT_TRUE(counters.count_refusal(Channel::email, "sender", begin));
    EXPECT_FALSE(counters.count_refusal(Channel::email, "sender", begin + alarm_period / 2));
    EXPECT_TRUE(counters.count_refusal(Channel::email, "hello", begin));
    EXPECT_TRUE(counters.count_refusal(Channel::sms, "sender", begin));
    EXPECT_FALSE(
        counters.count_refusal(Channel::email, "sender", begin + alarm_period - Duration{1}));
    EXPECT_TRUE(counters.count_refusal(Channel::email, "sender", begin + alarm_period));
    EXPECT_FALSE(counters.count_refusal(Channel::email, "sender", begin + alarm_period));
    EXPECT_EQ(counters.snapshot().email.refusals.at("sender"), 5U);
    EXPECT_EQ(counters.snapshot().sms.refusals.at("sender"), 1U);
}

TEST(DeliveryCounters, AskForAnAlarmAfterOneByAClockAhead) {
    DeliveryCounters counters;
    Instant const begin{};
    EXPECT_TRUE(counters.count_refusal(Channel::sms, "sender", begin + std::chrono::days{100}));
    EXPECT_TRUE(counters.count_refusal(Channel::sms, "sender", begin));
    EXPECT_FALSE(counters.count_refusal(Channel::sms, "sender", begin));
}

TEST(DeliveryCounters, CountErrorsOfTheStore) {
    DeliveryCounters counters;
    counters.count_store_error();

    EXPECT_EQ(counters.snapshot().store_errors, 1U);
}

}  // namespace
}  // namespace roomkey
