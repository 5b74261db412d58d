#include "usecase/job/run_jobs.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "storage/sql/directory/users.hpp"
#include "tests/fakes/job_fixture.hpp"

namespace roomkey {
namespace {

class RunJobsTest : public JobFixture {
protected:
    RunJobsTest() {
        for (auto const* const account : {"room_1", "room_2", "room_3"}) {
            rooms_.push_back(account);
            add_terminal(account);
        }
    }

    /// A running job over the rooms; `table` in place of them.
    JobId start(JobKind kind, std::string const& table = {}) {
        CreateJobRequest request;
        request.kind = kind;
        request.rows.csv = table;
        if (table.empty()) request.rows.accounts = rooms_;
        auto const made = jobs_.create(request, operator_of(corp_.id));
        EXPECT_TRUE(made.ok());
        auto const id = made->job.id;
        EXPECT_TRUE(jobs_.start({id, {}, 0}, operator_of(corp_.id)).ok());
        return id;
    }

    /// Works until nothing is due, whatever the database does meanwhile.
    void run(RunJobs::Pause const& pause = [] { return false; }) {
        for (int round = 0; round < 30; ++round) {
            auto const worked = run_jobs_.run(pause);
            if (worked.ok() && !*worked) return;
            // As long as a lease, the answer to which may have been lost.
            if (!worked.ok()) clock_.advance(std::chrono::seconds{30});
        }
        ADD_FAILURE() << "does not come to an end";
    }

    /// How often the trail says that the job did something, by account and outcome.
    std::map<std::string, int> recorded(JobId const& id) {
        AuditSearch search;
        search.page.limit = page_limit_max;
        std::map<std::string, int> counts;
        for (auto const& entry :
             written([&](Transaction& tx) { return search_audit(tx, search); }).data) {
            if (entry.detail.ends_with("job " + id.value)) {
                ++counts[entry.account + ' ' + entry.outcome];
            }
        }
        return counts;
    }

    /// Makes the job run on behalf of this user.
    void hand_to(JobId const& id, User const& user) {
        written([&](Transaction& tx) -> Status {
            auto found = TRY(find_job(tx, corp_.id, id)).value();
            found.starter_id = user.id;
            found.starter = user.account;
            return update_job(tx, found);
        });
    }

    AccountStatus status_of(std::string const& account) {
        return written([&](Transaction& tx) { return find_user_by_account(tx, account); })->status;
    }

    std::vector<std::string> rooms_;
};

using Records = std::map<std::string, int>;

TEST_F(RunJobsTest, DoesEachRowOnceAndRecordsIt) {
    auto const id =
        start(JobKind::reset, "account;emailAddr\nroom_1;a@b.example\nroom_2;1,5E+10\nroom_3;\n");
    EXPECT_EQ(job(id).invalid, 1);
    run();
    auto const done = job(id);
    EXPECT_EQ(done.state, JobState::finished);
    EXPECT_EQ(done.done, 2);
    EXPECT_EQ(recorded(id), (Records{{"room_1 ok", 1}, {"room_3 ok", 1}}));
    auto const user = written([](Transaction& tx) { return find_user_by_account(tx, "room_1"); });
    EXPECT_EQ(notices_of(*user).size(), 1U);
    // What was sealed for the rows that are done is gone.
    EXPECT_TRUE(written([&](Transaction& tx) { return ready_job_rows(tx, id, 10); }).empty());
}

TEST_F(RunJobsTest, SurvivesADatabaseThatFailsAtEveryPoint) {
    for (auto const fault : {FlakyStore::Fault::before, FlakyStore::Fault::after}) {
        bool has_failed = true;
        for (int calls = 0; has_failed; ++calls) {
            SCOPED_TRACE(calls);
            auto const id = start(JobKind::reset);
            flaky_.fail_after(calls, fault);
            run();
            has_failed = flaky_.heal();
            EXPECT_EQ(job(id).state, JobState::finished);
            EXPECT_EQ(job(id).done, 3);
            EXPECT_EQ(recorded(id),
                      (Records{{"room_1 ok", 1}, {"room_2 ok", 1}, {"room_3 ok", 1}}));
        }
    }
}

TEST_F(RunJobsTest, MarksWhatIsRefusedAsFailedAndGoesOn) {
    auto const id = start(JobKind::remove);
    ASSERT_TRUE(users_.remove("room_2").ok());
    run();
    EXPECT_EQ(job(id).done, 2);
    EXPECT_EQ(job(id).failed, 1);
    EXPECT_EQ(recorded(id),
              (Records{{"room_1 ok", 1}, {"room_2 account_unknown", 1}, {"room_3 ok", 1}}));
    ASSERT_TRUE(jobs_.retry({id, {}}, operator_of(corp_.id)).ok());
    run();
    EXPECT_EQ(job(id).done, 2);
    EXPECT_EQ(recorded(id).at("room_2 account_unknown"), 2);
}

TEST_F(RunJobsTest, EndsWithTheRoleOfItsStarter) {
    User admin;
    admin.id = UserId{tokens_.id()};
    admin.corp_id = corp_.id;
    admin.account = "deputy";
    admin.department_code = root_department;
    admin.role = Role::administrator;
    EXPECT_TRUE(written([&](Transaction& tx) { return insert_user(tx, admin); }));
    auto const id = start(JobKind::disable);
    hand_to(id, admin);
    ASSERT_TRUE(run_jobs_.run([] { return true; }).value());
    EXPECT_EQ(job(id).done, 1);
    admin.role = Role::none;
    written([&](Transaction& tx) { return update_user(tx, admin); });
    run();
    EXPECT_EQ(job(id).state, JobState::cancelled);
    EXPECT_EQ(job(id).failure, "not_permitted");
    EXPECT_EQ(job(id).failed, 0);
    EXPECT_EQ(status_of("room_1"), AccountStatus::disabled);
    EXPECT_EQ(status_of("room_2"), AccountStatus::normal);
}

TEST_F(RunJobsTest, DoesNothingAfterACancellation) {
    auto const id = start(JobKind::disable);
    run([&] {
        EXPECT_TRUE(jobs_.cancel({id}, operator_of(corp_.id)).ok());
        return false;
    });
    EXPECT_EQ(job(id).state, JobState::cancelled);
    EXPECT_EQ(job(id).done, 1);
    EXPECT_EQ(job(id).ready, 2);
    EXPECT_EQ(status_of("room_2"), AccountStatus::normal);
    EXPECT_EQ(recorded(id), (Records{{"room_1 ok", 1}}));
}

TEST_F(RunJobsTest, LeavesAJobToTheOneThatHasItLeased) {
    auto const id = start(JobKind::disable);
    run([&] {
        // Another worker, while this one is at work.
        EXPECT_FALSE(run_jobs_.run([] { return false; }).value());
        return false;
    });
    EXPECT_EQ(job(id).done, 3);
    EXPECT_EQ(recorded(id), (Records{{"room_1 ok", 1}, {"room_2 ok", 1}, {"room_3 ok", 1}}));
}

TEST_F(RunJobsTest, StopsWhenAnotherOneTookTheJobOver) {
    auto const id = start(JobKind::disable);
    bool is_first = true;
    run([&] {
        if (std::exchange(is_first, false)) {
            clock_.advance(std::chrono::seconds{31});
            EXPECT_TRUE(run_jobs_.run([] { return false; }).value());
        }
        return false;
    });
    EXPECT_EQ(job(id).state, JobState::finished);
    EXPECT_EQ(recorded(id), (Records{{"room_1 ok", 1}, {"room_2 ok", 1}, {"room_3 ok", 1}}));
}

}  // namespace
}  // namespace roomkey
