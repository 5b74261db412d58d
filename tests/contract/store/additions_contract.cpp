#include "storage/sql/job/additions.hpp"

#include "storage/sql/job/jobs.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

/// A job that takes up rows until the end of its lease: the odd ones are ready, the even invalid.
Status add(Transaction& tx, std::string const& corp, std::string const& id, int rows,
           std::int64_t kept) {
    Job job;
    job.id = JobId{id};
    job.corp_id = CorpId{corp};
    job.state = JobState::preparing;
    job.addition = "request";
    job.kept_rows = kept;
    job.due_at = start + addition_lease;
    job.forget_at = start + days(30);
    job.ready = (rows + 1) / 2;
    job.invalid = rows / 2;
    TRY(insert_job(tx, job));
    for (int i = 1; i <= rows; ++i) {
        JobRow row;
        row.job_id = job.id;
        row.number = i;
        row.state = i % 2 == 1 ? JobRowState::ready : JobRowState::invalid;
        TRY(insert_job_row(tx, row));
    }
    return Done{};
}

/// The counts of the job and its rows.
std::string counts(Store& store, std::string const& corp, std::string const& id) {
    return valid(store.read([&](Reader& reader) -> Result<std::string> {
        auto const job = TRY(find_job(reader, CorpId{corp}, JobId{id}));
        auto const rows = std::to_string(TRY(list_job_rows(reader, JobId{id}, 1, 100)).size());
        if (!job) return "none, " + rows;
        return std::string(wire_name(job->state)) + ' ' + std::to_string(job->ready) + '+' +
               std::to_string(job->invalid) + ", " + rows;
    }));
}

/// What is there and what is taken back agree.
bool take_back(Store& store, Instant now, int rows_max) {
    auto const is_there =
        valid(store.read([&](Reader& reader) { return has_lost_addition(reader, now); }));
    auto const was_there =
        valid(store.write([&](Transaction& tx) { return take_back_rows(tx, now, rows_max); }));
    EXPECT_EQ(is_there, was_there);
    return was_there;
}

}  // namespace

TEST_P(StoreContract, TakesRowsBackUpToWhatWasThereBefore) {
    write([](Transaction& tx) { return add(tx, corp, "job", 8, 3); });
    auto const end = start + addition_lease;
    EXPECT_FALSE(take_back(*store_, end - Duration{1}, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "preparing 4+4, 8");
    EXPECT_TRUE(take_back(*store_, end, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "preparing 3+3, 6");
    EXPECT_TRUE(take_back(*store_, end, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "preparing 2+2, 4");
    EXPECT_TRUE(take_back(*store_, end, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "draft 2+1, 3");
    auto const job =
        *read([](Reader& reader) { return find_job(reader, CorpId{corp}, JobId{"job"}); });
    EXPECT_EQ(job.addition, "");
    EXPECT_EQ(job.due_at, Instant{});
    EXPECT_FALSE(take_back(*store_, end, 2));
}

TEST_P(StoreContract, TakesBackTheJobThatWasMadeForItsRows) {
    write([](Transaction& tx) -> Status {
        TRY(add(tx, corp, "job", 3, no_job_before));
        return add(tx, corp, "other", 2, 0);
    });
    write([](Transaction& tx) -> Status {
        auto other = TRY(find_job(tx, CorpId{corp}, JobId{"other"})).value();
        other.due_at = start + days(1);
        return update_job(tx, other);
    });
    auto const end = start + addition_lease;
    // Begun by a clock that ran ahead.
    EXPECT_TRUE(take_back(*store_, end - Duration{1}, 9));
    EXPECT_EQ(counts(*store_, corp, "other"), "draft 0+0, 0");
    EXPECT_TRUE(take_back(*store_, end, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "preparing 1+0, 1");
    EXPECT_TRUE(take_back(*store_, end, 2));
    EXPECT_EQ(counts(*store_, corp, "job"), "none, 0");
    EXPECT_FALSE(take_back(*store_, end, 2));
}

TEST_P(StoreContract, TakesRowsBackThatAreCountedAndNoLongerThere) {
    write([](Transaction& tx) -> Status {
        TRY(add(tx, corp, "job", 5, 2));
        return tx.run("DELETE FROM job_row WHERE job_id = $1 AND row_no > 3", JobId{"job"});
    });
    auto const end = start + addition_lease;
    EXPECT_TRUE(take_back(*store_, end, 1));
    EXPECT_EQ(counts(*store_, corp, "job"), "draft 1+1, 2");
    EXPECT_FALSE(take_back(*store_, end, 1));
}

TEST_P(StoreContract, GivesUpAdditionsAfterARestart) {
    write([](Transaction& tx) { return add(tx, corp, "job", 1, 1); });
    EXPECT_FALSE(take_back(*store_, start, 9));
    write([](Transaction& tx) { return give_up_additions(tx, start); });
    EXPECT_TRUE(take_back(*store_, start, 9));
    EXPECT_EQ(counts(*store_, corp, "job"), "draft 1+0, 1");
}

TEST_P(StoreContract, TakesNoRowsBackOfOtherStates) {
    write([](Transaction& tx) -> Status {
        TRY(add(tx, corp, "job", 2, 0));
        auto job = TRY(find_job(tx, CorpId{corp}, JobId{"job"})).value();
        job.state = JobState::cancelled;
        TRY(update_job(tx, job));
        return give_up_additions(tx, start);
    });
    EXPECT_FALSE(take_back(*store_, start + addition_lease, 9));
    EXPECT_EQ(counts(*store_, corp, "job"), "cancelled 1+1, 2");
}

}  // namespace roomkey::contract
