#include "storage/sql/job/jobs.hpp"

#include <mutex>
#include <set>

#include "storage/sql/prune.hpp"
#include "storage/sql/sealed.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

JobId job_id(int number) { return JobId{"job-" + std::to_string(number)}; }

/// Running, due from the start on.
Job sample_job(int number, std::string const& corp, std::int64_t rows = 0) {
    Job job;
    job.id = job_id(number);
    job.corp_id = CorpId{corp};
    job.kind = JobKind::reset;
    job.state = JobState::running;
    job.language = Language::en_us;
    job.message_language = Language::zh_cn;
    job.creator_id = UserId{"user-ada"};
    job.creator = "ada";
    job.starter_id = UserId{"user-ben"};
    job.starter = "ben";
    job.created_at = start + seconds(number);
    job.started_at = start;
    job.spread = seconds(60);
    job.due_at = start;
    job.forget_at = start + days(30);
    job.planned = job.ready = rows;
    job.failure = "";
    return job;
}

JobRow sample_row(int job, int number, JobRowState state = JobRowState::ready) {
    JobRow row;
    row.job_id = job_id(job);
    row.number = number;
    row.state = state;
    row.account = "room_" + std::to_string(number);
    row.sealed_fields = {1, 0, static_cast<std::uint8_t>(number)};
    if (state == JobRowState::failed) row.reason = "account_unknown";
    return row;
}

Status add(Transaction& tx, Job const& job) {
    TRY(insert_job(tx, job));
    auto const number = job.id.value.back() - '0';
    for (int i = 1; i <= job.ready; ++i) TRY(insert_job_row(tx, sample_row(number, i)));
    return Done{};
}

std::vector<std::int64_t> numbers(std::vector<JobRow> const& rows) {
    std::vector<std::int64_t> numbers;
    for (auto const& row : rows) numbers.push_back(row.number);
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_P(StoreContract, KeepsEveryFieldOfAJob) {
    auto job = sample_job(1, corp, 0);
    job.ended_at = start + seconds(9);
    job.planned = 10;
    job.ready = 1;
    job.done = 2;
    job.failed = 3;
    job.invalid = 4;
    job.failure = "not_permitted";
    write([&](Transaction& tx) { return insert_job(tx, job); });
    auto const same = [&](Job const& expected) {
        auto const found =
            read([&](Reader& reader) { return find_job(reader, CorpId{corp}, job.id); });
        ASSERT_TRUE(found);
        EXPECT_EQ(found->kind, expected.kind);
        EXPECT_EQ(found->state, expected.state);
        EXPECT_EQ(found->language, expected.language);
        EXPECT_EQ(found->creator, expected.creator);
        EXPECT_EQ(found->starter_id, expected.starter_id);
        EXPECT_EQ(found->starter, expected.starter);
        EXPECT_EQ(found->created_at, expected.created_at);
        EXPECT_EQ(found->started_at, expected.started_at);
        EXPECT_EQ(found->spread, expected.spread);
        EXPECT_EQ(found->due_at, expected.due_at);
        EXPECT_EQ(found->ended_at, expected.ended_at);
        EXPECT_EQ(found->forget_at, expected.forget_at);
        EXPECT_EQ(found->planned, expected.planned);
        EXPECT_EQ(found->rows(), expected.rows());
        EXPECT_EQ(found->settled(), expected.settled());
        EXPECT_EQ(found->failure, expected.failure);
    };
    same(job);
    job.state = JobState::finished;
    job.starter = "cleo";
    job.spread = {};
    job.forget_at = Instant::max();
    job.failure = "";
    write([&](Transaction& tx) { return update_job(tx, job); });
    same(job);
    auto const elsewhere =
        read([&](Reader& reader) { return find_job(reader, CorpId{other_corp}, job.id); });
    EXPECT_FALSE(elsewhere);
    EXPECT_EQ(read([&](Reader& reader) { return find_corp_of_job(reader, job.id); }).value, corp);
    EXPECT_TRUE(read([&](Reader& reader) { return find_corp_of_job(reader, job_id(2)); }).empty());
}

TEST_P(StoreContract, ListsTheJobsOfAnEnterpriseNewestFirst) {
    write([&](Transaction& tx) -> Status {
        for (int i = 1; i <= 3; ++i) TRY(insert_job(tx, sample_job(i, corp)));
        auto draft = sample_job(4, corp);
        draft.state = JobState::draft;
        TRY(insert_job(tx, draft));
        return insert_job(tx, sample_job(5, other_corp));
    });
    auto const list = [&](std::optional<JobState> state, PageRequest const& page) {
        auto const found =
            read([&](Reader& reader) { return search_jobs(reader, CorpId{corp}, {state}, page); });
        std::string text = std::to_string(found.count) + ':';
        for (auto const& job : found.data) text += ' ' + job.id.value;
        return text;
    };
    EXPECT_EQ(list({}, {0, 10}), "4: job-4 job-3 job-2 job-1");
    EXPECT_EQ(list({}, {1, 2}), "4: job-3 job-2");
    EXPECT_EQ(list(JobState::running, {0, 10}), "3: job-3 job-2 job-1");
    EXPECT_EQ(list(JobState::cancelled, {0, 10}), "0:");
}

TEST_P(StoreContract, ListsTheJobsThatFailedLately) {
    write([](Transaction& tx) -> Status {
        for (int i = 1; i <= 4; ++i) {
            auto job = sample_job(i, corp);
            job.state = i < 4 ? JobState::finished : JobState::cancelled;
            job.failed = i == 1 ? 0 : i;
            job.ended_at = start + days(i);
            TRY(insert_job(tx, job));
        }
        return Done{};
    });
    auto const list = [&](JobFilter const& filter) {
        std::string text;
        auto const found =
            read([&](Reader& reader) { return search_jobs(reader, CorpId{corp}, filter, {}); });
        for (auto const& job : found.data) text += ' ' + job.id.value;
        return text;
    };
    EXPECT_EQ(list({{}, true, {}}), " job-4 job-3 job-2");
    EXPECT_EQ(list({JobState::finished, true, start + days(3)}), " job-3");
    EXPECT_EQ(list({{}, false, start + days(4)}), " job-4");
}

TEST_P(StoreContract, ShowsTheRowsOfAJobInTheirOrder) {
    write([&](Transaction& tx) -> Status {
        TRY(insert_job(tx, sample_job(1, corp)));
        TRY(insert_job_row(tx, sample_row(1, 3, JobRowState::failed)));
        TRY(insert_job_row(tx, sample_row(1, 1)));
        TRY(insert_job_row(tx, sample_row(1, 2, JobRowState::invalid)));
        TRY(insert_job_row(tx, sample_row(1, 4)));
        TRY(insert_job(tx, sample_job(2, corp)));
        return insert_job_row(tx, sample_row(2, 1));
    });
    read([&](Reader& reader) -> Status {
        auto const all = TRY(search_job_rows(reader, job_id(1), {}, {1, 2}));
        EXPECT_EQ(all.count, 4);
        EXPECT_EQ(numbers(all.data), (Numbers{2, 3}));
        EXPECT_EQ(all.data[1].reason, "account_unknown");
        auto const failed = TRY(search_job_rows(reader, job_id(1), JobRowState::failed, {0, 10}));
        EXPECT_EQ(numbers(failed.data), Numbers{3});
        EXPECT_EQ(numbers(TRY(list_job_rows(reader, job_id(1), 2, 2))), (Numbers{2, 3}));
        auto const ready = TRY(ready_job_rows(reader, job_id(1), 1));
        EXPECT_EQ(numbers(ready), Numbers{1});
        EXPECT_EQ(ready[0].sealed_fields, (Bytes{1, 0, 1}));
        EXPECT_TRUE(TRY(has_job_row(reader, job_id(1), "room_4")));
        EXPECT_FALSE(TRY(has_job_row(reader, job_id(2), "room_4")));
        return Done{};
    });
    EXPECT_EQ(write([](Transaction& tx) { return renew_failed_rows(tx, job_id(1)); }), 1);
    auto const ready = read([](Reader& reader) { return ready_job_rows(reader, job_id(1), 10); });
    EXPECT_EQ(numbers(ready), (Numbers{1, 3, 4}));
    EXPECT_EQ(ready[1].reason, "");
}

TEST_P(StoreContract, LeasesTheJobThatHasBeenDueLongest) {
    write([&](Transaction& tx) -> Status {
        auto later = sample_job(1, corp);
        later.due_at = start + seconds(5);
        auto draft = sample_job(2, corp);
        draft.state = JobState::draft;
        for (auto const& job : {later, draft, sample_job(3, corp)}) TRY(insert_job(tx, job));
        return Done{};
    });
    auto const lease = [&](int at) {
        auto const now = start + seconds(at);
        EXPECT_EQ(read([&](Reader& reader) { return has_due_job(reader, now); }), at < 6 || at > 9);
        auto const job =
            write([&](Transaction& tx) { return lease_job(tx, now, now + seconds(30)); });
        return job ? job->id.value : "none";
    };
    EXPECT_EQ(lease(0), "job-3");
    EXPECT_EQ(lease(5), "job-1");
    EXPECT_EQ(lease(6), "none");
    EXPECT_EQ(lease(30), "job-3");
    EXPECT_EQ(lease(35), "job-1");
}

TEST_P(StoreContract, LeasesJobsThatAClockAheadHadInHand) {
    write([&](Transaction& tx) -> Status {
        auto spread = sample_job(1, corp);
        spread.started_at = start;
        spread.spread = days(2);
        spread.due_at = start + days(1);
        auto planned = sample_job(2, corp);
        planned.started_at = planned.due_at = start + days(200);
        planned.planned = planned.ready = 4;
        TRY(insert_job(tx, spread));
        return insert_job(tx, planned);
    });
    auto const lease = [&](Instant now) {
        auto const is_due = read([&](Reader& reader) { return has_due_job(reader, now); });
        auto const job =
            write([&](Transaction& tx) { return lease_job(tx, now, now + seconds(30)); });
        EXPECT_EQ(is_due, job.has_value());
        return job;
    };
    auto const name = [&](Instant now) {
        auto const job = lease(now);
        return job ? job->id.value : "none";
    };
    // A day ahead is within its spread, and the job at its pace.
    EXPECT_EQ(name(start + seconds(1)), "none");
    EXPECT_EQ(name(start + days(100)), "job-1");
    EXPECT_EQ(name(start + seconds(1)), "job-1");
    EXPECT_EQ(name(start + seconds(2)), "none");

    // The other one is started, and half done, by that clock; it keeps its pace.
    write([&](Transaction& tx) -> Status {
        auto begun = sample_job(3, corp);
        begun.started_at = start + days(100);
        begun.due_at = start + days(101);
        begun.spread = days(2);
        begun.planned = 4;
        begun.ready = 2;
        return insert_job(tx, begun);
    });
    auto const now = start + seconds(10);
    auto const begun = lease(now);
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->id, job_id(3));
    EXPECT_EQ(begun->started_at, now - days(1));
    EXPECT_EQ(next_row_at(*begun), now);
    auto const kept =
        *read([](Reader& reader) { return find_job(reader, CorpId{corp}, job_id(3)); });
    EXPECT_EQ(kept.started_at, begun->started_at);
    EXPECT_EQ(name(now + seconds(1)), "none");
}

TEST_P(StoreContract, SettlesEachRowOnceAndOnlyUnderTheLease) {
    write([&](Transaction& tx) { return add(tx, sample_job(1, corp, 3)); });
    JobLease const lease{job_id(1), start + seconds(30)};
    write([&](Transaction& tx) { return lease_job(tx, start, lease.until); });
    auto const settle = [&](JobLease const& by, int number, JobRowState state) {
        auto row = sample_row(1, number, state);
        row.account = "made_" + std::to_string(number);
        row.sealed_fields.clear();
        row.settled_at = start + seconds(number);
        // What was counted in vain is rolled back, as with the change of the row.
        auto const settled = store_->write([&](Transaction& tx) -> Status {
            if (TRY(settle_job_row(tx, by, row))) return Done{};
            return unavailable("not settled");
        });
        return settled.ok();
    };
    EXPECT_TRUE(settle(lease, 1, JobRowState::done));
    EXPECT_FALSE(settle(lease, 1, JobRowState::done));
    EXPECT_FALSE(settle({job_id(1), start + seconds(29)}, 2, JobRowState::done));
    EXPECT_TRUE(settle(lease, 2, JobRowState::failed));
    auto const job =
        *read([&](Reader& reader) { return find_job(reader, CorpId{corp}, job_id(1)); });
    EXPECT_EQ(job.ready, 1);
    EXPECT_EQ(job.done, 1);
    EXPECT_EQ(job.failed, 1);
    auto const rows = read([&](Reader& reader) {
        return search_job_rows(reader, job_id(1), {}, {0, 10});
    });
    EXPECT_EQ(rows.data[0].account, "made_1");
    EXPECT_EQ(rows.data[0].settled_at, start + seconds(1));
    EXPECT_EQ(rows.data[1].reason, "account_unknown");

    EXPECT_TRUE(write([&](Transaction& tx) { return release_job(tx, lease, start); }));
    EXPECT_FALSE(settle(lease, 3, JobRowState::done));
    EXPECT_FALSE(write([&](Transaction& tx) { return end_job(tx, lease, {}, start); }));
    EXPECT_FALSE(write([&](Transaction& tx) { return release_job(tx, lease, start); }));
}

TEST_P(StoreContract, EndsAJobWhoseLeaseItIs) {
    write([&](Transaction& tx) -> Status {
        TRY(add(tx, sample_job(1, corp, 1)));
        return add(tx, sample_job(2, corp, 1));
    });
    auto const now = start + seconds(7);
    for (std::string const failure : {"", "not_permitted"}) {
        JobLease lease{{}, now + seconds(30)};
        lease.id = write([&](Transaction& tx) { return lease_job(tx, start, lease.until); })->id;
        EXPECT_TRUE(write([&](Transaction& tx) { return end_job(tx, lease, failure, now); }));
        auto const job =
            *read([&](Reader& reader) { return find_job(reader, CorpId{corp}, lease.id); });
        EXPECT_EQ(job.state, failure.empty() ? JobState::finished : JobState::cancelled);
        EXPECT_EQ(job.failure, failure);
        EXPECT_EQ(job.ended_at, now);
        EXPECT_EQ(job.forget_at, now + job_kept);
    }
    EXPECT_FALSE(read([&](Reader& reader) { return has_due_job(reader, now + days(1)); }));
}

TEST_P(StoreContract, LetsOneOfManyWorkersHaveAJob) {
    write([&](Transaction& tx) { return insert_job(tx, sample_job(1, corp)); });
    std::mutex mutex;
    int leased = 0;
    race(8, [&](int worker) {
        auto const until = start + seconds(30 + worker);
        auto const job =
            store_->write([&](Transaction& tx) { return lease_job(tx, start, until); });
        std::lock_guard const lock(mutex);
        if (job.ok() && *job) ++leased;
    });
    EXPECT_EQ(leased, 1);
}

TEST_P(StoreContract, MakesLeasedJobsDueAfterARestart) {
    write([&](Transaction& tx) -> Status {
        auto leased = sample_job(1, corp);
        leased.spread = {};
        leased.due_at = start + seconds(30);
        auto planned = leased;
        planned.id = job_id(2);
        planned.started_at = planned.due_at = start + days(1);
        TRY(insert_job(tx, leased));
        TRY(insert_job(tx, planned));
        return release_job_leases(tx, start);
    });
    auto const take = [&] {
        auto const job =
            write([&](Transaction& tx) { return lease_job(tx, start, start + seconds(60)); });
        return job ? job->id.value : "none";
    };
    EXPECT_EQ(take(), "job-1");
    EXPECT_EQ(take(), "none");
}

TEST_P(StoreContract, ForgetsJobsWithTheirRows) {
    write([&](Transaction& tx) -> Status {
        TRY(add(tx, sample_job(1, corp, 3)));
        auto kept = sample_job(2, corp, 1);
        kept.forget_at = Instant::max();
        TRY(add(tx, kept));
        EXPECT_EQ(TRY(prune(tx, start + days(29), 100)), 0);
        // A part of the rows at a time, and the job after the last of them.
        EXPECT_EQ(TRY(prune(tx, start + days(30), 2)), 2);
        EXPECT_TRUE(TRY(find_job(tx, CorpId{corp}, job_id(1))));
        EXPECT_EQ(TRY(prune(tx, start + days(30), 2)), 2);
        EXPECT_FALSE(TRY(find_job(tx, CorpId{corp}, job_id(1))));
        EXPECT_TRUE(TRY(find_job(tx, CorpId{corp}, job_id(2))));
        EXPECT_EQ(TRY(prune(tx, start + days(300), 100)), 0);
        return Done{};
    });
}

TEST_P(StoreContract, ListsTheSealedFieldsOfRowsThatHaveSome) {
    write([&](Transaction& tx) -> Status {
        TRY(add(tx, sample_job(1, corp, 3)));
        auto done = sample_row(1, 4, JobRowState::done);
        done.sealed_fields.clear();
        return insert_job_row(tx, done);
    });
    auto values =
        read([](Reader& reader) { return list_sealed(reader, SealedKind::job_row, "", 2); });
    ASSERT_EQ(values.size(), 2U);
    EXPECT_EQ(values[1].context, "job-1 2");
    EXPECT_EQ(values[1].sealed, (Bytes{1, 0, 2}));
    auto const rest = read(
        [&](Reader& reader) { return list_sealed(reader, SealedKind::job_row, values[1].row, 2); });
    ASSERT_EQ(rest.size(), 1U);
    auto const replace = [&](Bytes const& fresh) {
        return write([&](Transaction& tx) { return replace_sealed(tx, values[0], fresh); });
    };
    EXPECT_TRUE(replace({7}));
    EXPECT_FALSE(replace({8}));
    EXPECT_EQ(
        read([](Reader& reader) { return ready_job_rows(reader, job_id(1), 1); })[0].sealed_fields,
        Bytes{7});
}

}  // namespace roomkey::contract
