#include "storage/postgres/backoff.hpp"

#include <gtest/gtest.h>

namespace roomkey::postgres {
namespace {

using Pause = Backoff::Pause;

TEST(Backoff, DoublesItsPausesUpToTheLongest) {
    Backoff backoff(Pause{100}, Pause{500});
    // A draw of half the bound is the upper end.
    EXPECT_EQ(backoff.next(50), Pause{100});
    EXPECT_EQ(backoff.next(100), Pause{200});
    EXPECT_EQ(backoff.next(200), Pause{400});
    EXPECT_EQ(backoff.next(250), Pause{500});
    EXPECT_EQ(backoff.next(250), Pause{500});
}

TEST(Backoff, DrawsEachPauseFromItsUpperHalf) {
    for (std::uint32_t draw = 0; draw <= 50; ++draw) {
        Backoff backoff(Pause{100}, Pause{500});
        EXPECT_EQ(backoff.next(draw), Pause{50 + draw});
    }
    Backoff backoff(Pause{100}, Pause{500});
    EXPECT_EQ(backoff.next(51), Pause{50});
}

TEST(Backoff, BeginsAgainAfterASuccess) {
    Backoff backoff(Pause{100}, Pause{500});
    EXPECT_EQ(backoff.next(0), Pause{50});
    EXPECT_EQ(backoff.next(0), Pause{100});
    backoff.reset();
    EXPECT_EQ(backoff.next(0), Pause{50});
}

}  // namespace
}  // namespace roomkey::postgres
