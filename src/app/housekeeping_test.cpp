#include "app/housekeeping.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <semaphore>
#include <utility>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

TEST(Housekeeping, DoesTheDailyWorkEachDay) {
    constexpr auto longest_wait = std::chrono::minutes{1};
    TemporaryFolder folder;
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    auto opened = open_sqlite_store(options);
    ASSERT_TRUE(opened.ok());
    auto const store = std::move(opened).value();
    auto spool = SpoolChannel::open(folder.file("spool"));
    ASSERT_TRUE(spool.ok());
    FakeClock clock;
    RecordingLog log;
    TerminalFeed feed;
    std::counting_semaphore<> done{0};
    Housekeeping::Periods periods;
    periods.watch = std::chrono::milliseconds{1};
    periods.daily = std::chrono::milliseconds{3};
    Housekeeping const housekeeping(
        *store, clock, feed, *spool, log, Duration::zero(), [&] { done.release(); }, periods);

    EXPECT_TRUE(done.try_acquire_for(longest_wait));
    EXPECT_TRUE(done.try_acquire_for(longest_wait));
    EXPECT_EQ(log.text(), "");
}

}  // namespace
}  // namespace roomkey
