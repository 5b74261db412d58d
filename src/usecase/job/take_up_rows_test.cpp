#include "usecase/job/take_up_rows.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/job_fixture.hpp"

namespace roomkey {
namespace {

/// Requests that add rows, over a database that can fail or be lost. Those that are repeated with
/// a key are tests/api's.
class TakeUpRowsTest : public JobFixture {
protected:
    /// So many rows, more than one transaction takes.
    static JobRowsRequest rows(int count = 210) {
        JobRowsRequest request;
        request.csv = "devName,devType,emailAddr\n";
        for (int i = 1; i <= count; ++i) request.csv += "Room,idea-hub,a@b.example\n";
        return request;
    }
    Result<ShownJob> create(int count = 210) {
        CreateJobRequest request;
        request.kind = JobKind::create_terminals;
        request.rows = rows(count);
        return jobs_.create(request, operator_of(corp_.id));
    }
    Result<ShownJob> add(JobId const& id) {
        return jobs_.add_rows({id, rows(), {}}, operator_of(corp_.id));
    }
    std::int64_t jobs() { return jobs_.search({}, operator_of(corp_.id)).value().count; }
    /// Lets the worker take back what is lost.
    void work() {
        while (run_jobs_.run([] { return false; }).value()) {
        }
    }
    /// Whether the numbers go from 1 to the count, and the counts are true.
    bool is_whole(JobId const& id, std::int64_t count) {
        auto const all = written([&](Transaction& tx) { return list_job_rows(tx, id, 1, 1'000); });
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].number != static_cast<std::int64_t>(i) + 1) return false;
        }
        auto const found = job(id);
        return std::ssize(all) == count && found.ready == count && found.rows() == count &&
               found.state == JobState::draft;
    }
};

TEST_F(TakeUpRowsTest, LeavesNoJobThatWasNotMadeWhereverTheDatabaseFails) {
    for (bool const is_lost : {false, true}) {
        bool has_failed = true;
        for (int calls = 0; has_failed; ++calls) {
            SCOPED_TRACE(calls);
            auto const before = jobs();
            auto const fault = FlakyStore::Fault::before;
            is_lost ? flaky_.lose_after(calls, fault) : flaky_.fail_after(calls, fault);
            auto const made = create();
            has_failed = flaky_.heal();
            EXPECT_EQ(made.ok(), !has_failed);
            if (is_lost) clock_.advance(addition_lease);
            work();
            EXPECT_EQ(jobs(), before + (has_failed ? 0 : 1));
            EXPECT_TRUE(has_failed || is_whole(made->job.id, 210));
        }
    }
}

TEST_F(TakeUpRowsTest, AddsAllRowsOrNoneWhereverTheDatabaseFails) {
    bool has_failed = true;
    for (int calls = 0; has_failed; ++calls) {
        SCOPED_TRACE(calls);
        auto const id = create(3).value().job.id;
        flaky_.fail_after(calls, FlakyStore::Fault::before);
        auto const added = add(id);
        has_failed = flaky_.heal();
        EXPECT_EQ(added.ok(), !has_failed);
        // The server itself has given it up.
        EXPECT_TRUE(!has_failed || add(id).ok());
        EXPECT_TRUE(is_whole(id, 213));
    }
}

TEST_F(TakeUpRowsTest, WaitsForTheLeaseOfARequestWhoseServerDied) {
    auto const id = create(3).value().job.id;
    // What follows the first rows fails, and so does the giving up.
    flaky_.lose_after(6, FlakyStore::Fault::before);
    EXPECT_FALSE(add(id).ok());
    EXPECT_TRUE(flaky_.heal());
    EXPECT_EQ(job(id).state, JobState::preparing);
    EXPECT_EQ(job(id).rows(), 203);
    clock_.advance(addition_lease - Duration{1});
    work();
    EXPECT_EQ(add(id).error().code, ErrorCode::unavailable);
    EXPECT_EQ(job(id).rows(), 203);
    clock_.advance(Duration{1});
    EXPECT_TRUE(add(id).ok());
    EXPECT_TRUE(is_whole(id, 213));
}

TEST_F(TakeUpRowsTest, RefusesRowsForWhatIsNoDraft) {
    auto const id = create(3).value().job.id;
    ASSERT_TRUE(jobs_.cancel({id}, operator_of(corp_.id)).ok());
    EXPECT_EQ(add(id).error().code, ErrorCode::job_state_wrong);
}

}  // namespace
}  // namespace roomkey
