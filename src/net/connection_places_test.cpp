#include "net/connection_places.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

class ConnectionPlacesTest : public ::testing::Test {
protected:
    using Owned = std::unique_ptr<ConnectionPlaces::Place>;

    Owned take(std::string const& source, bool is_proxy = false) {
        auto place = places().take(source, is_proxy);
        if (place) place->on_lost([this, name = source] { lost_.push_back(name); });
        return place;
    }
    Owned take_busy(std::string const& source) {
        auto place = take(source);
        EXPECT_TRUE(place && place->set_busy());
        return place;
    }
    ConnectionPlaces& places() {
        if (!places_) places_.emplace(limits_, log_, [this] { return now_; });
        return *places_;
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        for (auto const& [level, line] : log_.lines()) lines.push_back(line);
        return lines;
    }

    ConnectionPlaces::Limits limits_{4, 2};
    ConnectionPlaces::Time now_{};
    std::vector<std::string> lost_;
    KeptLog log_;
    std::optional<ConnectionPlaces> places_;
};

TEST_F(ConnectionPlacesTest, GivesASourceAsManyAsItMayHaveAndNotOneMore) {
    auto first = take("192.0.2.1");
    auto second = take("192.0.2.1");
    EXPECT_TRUE(second);
    EXPECT_FALSE(take("192.0.2.1"));
    EXPECT_TRUE(take("192.0.2.2"));
    EXPECT_EQ(places().figures().refused_source, 1U);
    first.reset();
    EXPECT_TRUE(take("192.0.2.1"));
    EXPECT_TRUE(lost_.empty());
}

TEST_F(ConnectionPlacesTest, TakesAnIpv4AddressForItselfHoweverItComes) {
    limits_ = {16, 2};
    // Through a NAT64 everybody would share one network of 64 bits.
    auto const first = take("64:ff9b::192.0.2.1");
    auto const second = take("::ffff:192.0.2.1");
    EXPECT_FALSE(take("192.0.2.1"));
    EXPECT_FALSE(take("64:ff9b::c000:201"));
    auto const third = take("64:ff9b::192.0.2.2");
    auto const fourth = take("64:ff9b::192.0.2.2");
    EXPECT_TRUE(third && fourth);
    EXPECT_TRUE(take("::ffff:192.0.2.3"));
    // A prefix of the network's own.
    auto const fifth = take("64:ff9b:1::192.0.2.1");
    auto const sixth = take("64:ff9b:1::192.0.2.2");
    EXPECT_FALSE(take("64:ff9b:1::192.0.2.3"));
}

TEST_F(ConnectionPlacesTest, TakesANetworkOf64BitsAsOneSource) {
    auto const first = take("2001:db8:0:1::1");
    auto const second = take("2001:db8:0:1:ffff:ffff:ffff:ffff");
    EXPECT_FALSE(take("2001:db8:0:1::2"));
    EXPECT_TRUE(take("2001:db8:0:2::1"));
}

TEST_F(ConnectionPlacesTest, CountsAProxiedConnectionForItsClientAlone) {
    limits_ = {8, 2};
    std::vector<Owned> proxied;
    for (int i = 0; i < 3; ++i) proxied.push_back(take("10.0.0.5", true));
    ASSERT_TRUE(proxied.back());
    EXPECT_TRUE(proxied[0]->belongs_to("192.0.2.1"));
    EXPECT_TRUE(proxied[1]->belongs_to("192.0.2.1"));
    EXPECT_FALSE(proxied[2]->belongs_to("192.0.2.1"));
    EXPECT_FALSE(take("192.0.2.1"));
    EXPECT_EQ(places().figures().refused_source, 2U);
    proxied[0].reset();
    EXPECT_TRUE(proxied[2]->belongs_to("192.0.2.1"));
}

TEST_F(ConnectionPlacesTest, LetsTheLongestIdleGiveWayWhenFull) {
    auto const first = take_busy("192.0.2.1");
    auto const second = take("192.0.2.2");
    auto const third = take("192.0.2.3");
    auto const fourth = take("192.0.2.4");
    EXPECT_TRUE(lost_.empty());
    // Idle again, hence the one that has been idle for the shortest time.
    ASSERT_TRUE(second->set_busy());
    second->set_idle();
    auto const fifth = take("192.0.2.5");
    EXPECT_TRUE(fifth);
    EXPECT_EQ(lost_, std::vector<std::string>{"192.0.2.3"});
    EXPECT_TRUE(third->is_lost());
    EXPECT_FALSE(third->set_busy());
    EXPECT_FALSE(fourth->is_lost());
    EXPECT_EQ(places().figures().evicted, 1U);
    EXPECT_EQ(places().figures().refused_full, 0U);
}

TEST_F(ConnectionPlacesTest, RefusesWhenAllAreBusy) {
    std::vector<Owned> busy;
    for (auto const* source : {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"}) {
        busy.push_back(take_busy(source));
    }
    EXPECT_FALSE(take("192.0.2.5"));
    EXPECT_EQ(places().figures().refused_full, 1U);
    EXPECT_EQ(places().figures().open_max, 4U);
    EXPECT_TRUE(lost_.empty());
    busy.front()->set_idle();
    EXPECT_TRUE(take("192.0.2.5"));
}

TEST_F(ConnectionPlacesTest, LetsNobodyGiveWayForASourceThatHasEnough) {
    std::vector<Owned> held;
    for (auto const* source : {"192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2"}) {
        held.push_back(take(source));
    }
    EXPECT_FALSE(take("192.0.2.1"));
    EXPECT_TRUE(lost_.empty());
    EXPECT_EQ(places().figures().refused_source, 1U);
}

TEST_F(ConnectionPlacesTest, WaitsForLostOnesToEndWhenThereAreTooMany) {
    limits_ = {1, 1000};
    std::vector<Owned> held;
    for (std::size_t i = 0; i <= ConnectionPlaces::lost_max; ++i) {
        held.push_back(take("192.0.2.1"));
        ASSERT_TRUE(held.back()) << i;
    }
    EXPECT_EQ(lost_.size(), ConnectionPlaces::lost_max);
    EXPECT_FALSE(take("192.0.2.1"));
    held.front().reset();
    EXPECT_TRUE(take("192.0.2.1"));
}

TEST_F(ConnectionPlacesTest, LogsRefusalsOnceAMinuteWithTheirCounts) {
    auto const first = take("192.0.2.1");
    auto const second = take("192.0.2.1");
    EXPECT_FALSE(take("192.0.2.1"));
    std::string const line =
        "connections_refused source_full=1 server_full=0 evicted=0 "
        "first_source=192.0.2.x";
    EXPECT_EQ(lines(), std::vector<std::string>{line});
    auto const third = take_busy("198.51.100.1");
    auto const fourth = take_busy("198.51.100.1");
    EXPECT_FALSE(take("198.51.100.1"));
    now_ += ConnectionPlaces::log_period - std::chrono::milliseconds{1};
    EXPECT_FALSE(take("192.0.2.1"));
    EXPECT_EQ(lines().size(), 1U);
    now_ += std::chrono::milliseconds{1};
    ASSERT_TRUE(first->set_busy());
    ASSERT_TRUE(second->set_busy());
    EXPECT_FALSE(take("203.0.113.1"));
    ASSERT_EQ(lines().size(), 2U);
    EXPECT_EQ(lines().back(),
              "connections_refused source_full=2 server_full=1 evicted=0 "
              "first_source=198.51.100.x");
}

}  // namespace
}  // namespace roomkey
