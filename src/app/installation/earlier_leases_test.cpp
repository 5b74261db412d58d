#include "app/installation/earlier_leases.hpp"

#include <gtest/gtest.h>

#include "storage/sql/job/additions.hpp"
#include "storage/sql/job/jobs.hpp"
#include "tests/fakes/failing_store.hpp"
#include "tests/fakes/flaky_store.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

class EarlierLeases : public OutboxFixture {
protected:
    EarlierLeases() {
        reset(add_terminal("room101"), {"someone@example.com", ""});
        EXPECT_EQ(claimed(), 1U);
        Job job;
        job.id = JobId{"job"};
        job.corp_id = corp_.id;
        job.state = JobState::running;
        job.started_at = clock_.now();
        job.due_at = clock_.now() + std::chrono::seconds{30};
        job.forget_at = Instant::max();
        written([&](Transaction& tx) { return insert_job(tx, job); });
        job.id = JobId{"preparing"};
        job.state = JobState::preparing;
        written([&](Transaction& tx) { return insert_job(tx, job); });
    }

    std::size_t claimed() { return claims_.run(9, std::chrono::seconds{60}).value().due.size(); }
    bool has_due_job() {
        return written([&](Transaction& tx) { return roomkey::has_due_job(tx, clock_.now()); });
    }

    bool has_lost_addition() {
        return written(
            [&](Transaction& tx) { return roomkey::has_lost_addition(tx, clock_.now()); });
    }

    RecordingLog log_;
};

TEST_F(EarlierLeases, AreEnded) {
    EXPECT_EQ(claimed(), 0U);
    EXPECT_FALSE(has_due_job());
    EXPECT_FALSE(has_lost_addition());
    end_earlier_leases(*store_, claims_, true, clock_, log_);
    EXPECT_EQ(claimed(), 1U);
    EXPECT_TRUE(has_due_job());
    EXPECT_TRUE(has_lost_addition());
    EXPECT_EQ(log_.text(), "");
}

TEST_F(EarlierLeases, OfJobsAreLeftToServersThatShareTheDatabase) {
    end_earlier_leases(*store_, claims_, false, clock_, log_);
    EXPECT_EQ(claimed(), 1U);
    EXPECT_FALSE(has_due_job());
    EXPECT_FALSE(has_lost_addition());
}

TEST_F(EarlierLeases, AreLeftToRunOutIfTheDatabaseIsLost) {
    FailingStore lost(unavailable("the database is not there"));
    ClaimNotices const claims(lost, clock_, sealer_, guard_, "node");
    end_earlier_leases(lost, claims, true, clock_, log_);
    EXPECT_NE(log_.text().find("leases_not_ended"), std::string::npos) << log_.text();
    EXPECT_NE(log_.text().find("the database is not there"), std::string::npos) << log_.text();
}

TEST_F(EarlierLeases, OfJobsAreLeftToRunOutIfTheDatabaseIsLostInBetween) {
    FlakyStore store(*store_);
    store.fail_after(0, FlakyStore::Fault::before);
    end_earlier_leases(store, claims_, true, clock_, log_);
    EXPECT_TRUE(store.heal());
    EXPECT_NE(log_.text().find("leases_not_ended"), std::string::npos) << log_.text();
    EXPECT_EQ(claimed(), 1U);
    EXPECT_FALSE(has_due_job());
}

}  // namespace
}  // namespace roomkey
