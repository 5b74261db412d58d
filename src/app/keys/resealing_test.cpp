#include "app/keys/resealing.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

class ResealingTest : public OutboxFixture {
protected:
    ResealingTest() { reset(add_terminal("room101"), {"example@huawei.com", ""}); }

    void rotate() {
        keys_ = keys_.with_new_key(randomness_).value();
        keys_ = keys_.with_current(keys_.highest_id()).value();
        sealer_.use(keys_);
    }

    static void wait_for(Resealing const& resealing, SealedCounts const& counts) {
        while (resealing.sealed_by() != counts) std::this_thread::yield();
    }

    ResealValues values_{*store_, sealer_};
    RecordingLog log_;
};

TEST_F(ResealingTest, BeginsByItselfWhereAnOlderKeyIsInUse) {
    rotate();
    Resealing const resealing(values_, sealer_, log_);
    wait_for(resealing, {{1, 0}, {2, 2}});
}

TEST_F(ResealingTest, BeginsWhenTheKeysChange) {
    Resealing resealing(values_, sealer_, log_);
    EXPECT_TRUE(resealing.sealed_by().empty());
    rotate();
    resealing.wake();
    wait_for(resealing, {{1, 0}, {2, 2}});
    rotate();
    resealing.wake();
    wait_for(resealing, {{2, 0}, {3, 2}});
}

}  // namespace
}  // namespace roomkey
