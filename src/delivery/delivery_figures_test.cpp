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

TEST(DeliveryCounters, CountErrorsOfTheStore) {
    DeliveryCounters counters;
    counters.count_store_error();

    EXPECT_EQ(counters.snapshot().store_errors, 1U);
}

}  // namespace
}  // namespace roomkey
