#include "app/installation/current_obstacle.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(CurrentObstacle, IsTheStoreAtFirst) {
    CurrentObstacle const obstacle;
    EXPECT_EQ(obstacle.status_of_store().error().detail, "starting");
    EXPECT_EQ(obstacle.status().error().detail, "starting");
}

TEST(CurrentObstacle, IsNotTheStoresWhileTheKeysAreAwaited) {
    CurrentObstacle obstacle;
    obstacle.set({unavailable("no keys"), awaited_keys});
    EXPECT_TRUE(obstacle.status_of_store().ok());
    EXPECT_EQ(obstacle.status().error().detail, "no keys");
}

TEST(CurrentObstacle, IsTheStoresWhateverItWaitsForElse) {
    CurrentObstacle obstacle;
    obstacle.set({unavailable("database is down"), awaited_store});
    EXPECT_EQ(obstacle.status_of_store().error().detail, "database is down");
}

}  // namespace
}  // namespace roomkey
