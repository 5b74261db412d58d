#include "domain/job/job.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant start{std::chrono::days{20'000}};

/// 100 rows that were started, 20 of them settled.
Job sample_job() {
    Job job;
    job.state = JobState::running;
    job.starter = "admin";
    job.started_at = start;
    job.planned = 100;
    job.ready = 80;
    job.done = 15;
    job.failed = 5;
    return job;
}

TEST(Job, HasNamesForAllThatItCanBe) {
    for (auto const state : job_states) {
        EXPECT_EQ(job_state_named(wire_name(state)), state);
    }
    for (auto const state : job_row_states) {
        EXPECT_EQ(job_row_state_named(wire_name(state)), state);
    }
    for (int kind = 0; kind <= static_cast<int>(JobKind::remove_devices); ++kind) {
        auto const name = wire_name(static_cast<JobKind>(kind));
        EXPECT_FALSE(name.empty());
        EXPECT_EQ(job_kind_named(name), static_cast<JobKind>(kind));
    }
    EXPECT_FALSE(job_kind_named("remove"));
}

TEST(JobPace, IsWhatWasDoneSoFar) {
    auto const pace = pace_of(sample_job(), start + minutes{2});
    EXPECT_EQ(pace.rows_per_minute, 10);
    EXPECT_EQ(pace.remaining_s, 8 * 60);
}

TEST(JobPace, EndsWithTheWindowOverWhichTheRowsAreSpread) {
    auto job = sample_job();
    job.spread = minutes{10};
    EXPECT_EQ(pace_of(job, start + minutes{2}).remaining_s, 8 * 60);
}

TEST(JobPace, GoesByWhatIsDoneOnceThatWindowIsOver) {
    auto job = sample_job();
    job.spread = minutes{10};
    EXPECT_EQ(pace_of(job, start + minutes{11}).remaining_s, 44 * 60);
}

TEST(JobPace, SaysNothingBeforeTheFirstRow) {
    auto job = sample_job();
    job.ready = job.planned;
    EXPECT_FALSE(pace_of(job, start + seconds{5}).remaining_s);
    EXPECT_FALSE(pace_of(job, start - seconds{5}).remaining_s);
    EXPECT_EQ(pace_of(Job{}, start).rows_per_minute, 0);
}

TEST(JobPace, StandsStillAfterTheEnd) {
    auto job = sample_job();
    job.state = JobState::cancelled;
    job.ended_at = start + minutes{4};
    auto const pace = pace_of(job, start + minutes{60});
    EXPECT_EQ(pace.rows_per_minute, 5);
    EXPECT_FALSE(pace.remaining_s);
}

TEST(Job, SpreadsItsRowsByARate) {
    EXPECT_EQ(spread_at(1'000, 0), Duration{});
    EXPECT_EQ(spread_at(1'000, 50), seconds{20});
    EXPECT_EQ(spread_at(7, 1), seconds{7});
}

TEST(Job, SpreadsOtherRowsAtThePaceOfTheLastOnes) {
    auto job = sample_job();
    EXPECT_EQ(spread_as_before(job, 5), Duration{});
    job.planned = 100;
    job.spread = minutes{50};
    EXPECT_EQ(spread_as_before(job, 1), seconds{30});
    EXPECT_EQ(spread_as_before(job, 100), minutes{50});
    job.planned = 0;
    EXPECT_EQ(spread_as_before(job, 5), Duration{});
}

TEST(Job, SpreadsItsRowsEvenly) {
    auto job = sample_job();
    EXPECT_EQ(next_row_at(job), start);
    job.spread = minutes{50};
    EXPECT_EQ(next_row_at(job), start + minutes{10});
    job.ready = 100;
    EXPECT_EQ(next_row_at(job), start);
}

}  // namespace
}  // namespace roomkey
