#include "storage/sqlite/group_writer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "storage/sql/audit.hpp"
#include "storage/sqlite/migrations.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

class GroupWriterTest : public testing::Test {
protected:
    static constexpr int group_max = 8;

    void SetUp() override {
        auto connection = open();
        ASSERT_TRUE(migrate(*connection).ok());
        writer_ = std::make_unique<GroupWriter>(std::move(connection), open(), group_max);
        reader_ = open();
    }

    std::unique_ptr<Connection> open(std::int64_t pages_max = 0) {
        ConnectionOptions options;
        options.path = folder_.file("test.db");
        options.pages_max = pages_max;
        options.busy_timeout_ms = 0;
        auto connection = Connection::open(options);
        EXPECT_TRUE(connection.ok()) << connection.error().detail;
        return std::move(connection).value();
    }

    /// Runs `works` so that all of them wait while another job runs, and returns their outcomes.
    /// `before` is called in that other job, once it runs.
    std::vector<Status> run_together(
        std::vector<GroupWriter::Work> const& works,
        std::function<void(roomkey::Transaction&)> const& before = [](auto& /*tx*/) {}) {
        std::promise<void> entered;
        std::promise<void> gate;
        std::jthread const blocker{[&] {
            EXPECT_TRUE(writer_
                            ->run([&](roomkey::Transaction& tx) -> Status {
                                before(tx);
                                entered.set_value();
                                gate.get_future().wait();
                                return Done{};
                            })
                            .ok());
        }};
        entered.get_future().wait();
        auto const waiting_before = writer_->waiting();
        std::vector<Status> outcomes(works.size(), Status{Done{}});
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < works.size(); ++i) {
            threads.emplace_back([&, i] { outcomes[i] = writer_->run(works[i]); });
            // One after the other, so that the order in the group is known.
            while (writer_->waiting() < waiting_before + i + 1) std::this_thread::yield();
        }
        gate.set_value();
        threads.clear();
        return outcomes;
    }

    /// A job that adds a record of `name` to the audit trail.
    static GroupWriter::Work adding(std::string const& name) {
        return [name](roomkey::Transaction& tx) {
            AuditEntry entry;
            entry.account = name;
            return insert_audit(tx, entry);
        };
    }

    std::int64_t count(std::string const& name) {
        return *reader_->integer("SELECT count(*) FROM audit WHERE account = ?", name);
    }

    TemporaryFolder folder_;
    std::unique_ptr<GroupWriter> writer_;
    std::unique_ptr<Connection> reader_;
};

TEST_F(GroupWriterTest, CommitsAtOnceWhenAlone) {
    EXPECT_TRUE(writer_->run(adding("one")).ok());
    EXPECT_EQ(count("one"), 1);
    EXPECT_EQ(writer_->groups(), 1);
}

TEST_F(GroupWriterTest, CommitsTogetherWhatWaitsTogether) {
    std::vector<GroupWriter::Work> const works(group_max, adding("one"));
    for (auto const& outcome : run_together(works)) EXPECT_TRUE(outcome.ok());
    EXPECT_EQ(count("one"), group_max);
    // The one that made the others wait, and theirs.
    EXPECT_EQ(writer_->groups(), 2);
}

TEST_F(GroupWriterTest, SplitsWhatIsMoreThanAGroup) {
    std::vector<GroupWriter::Work> const works(group_max + 1, adding("one"));
    for (auto const& outcome : run_together(works)) EXPECT_TRUE(outcome.ok());
    EXPECT_EQ(count("one"), group_max + 1);
    EXPECT_EQ(writer_->groups(), 3);
}

TEST_F(GroupWriterTest, KeepsTheRestOfAGroupWhenOneFails) {
    auto const outcomes = run_together({adding("first"),
                                        [](roomkey::Transaction& tx) -> Status {
                                            TRY(adding("refused")(tx));
                                            return refusal(ErrorCode::not_permitted);
                                        },
                                        [](roomkey::Transaction& tx) -> Status {
                                            TRY(adding("thrown")(tx));
                                            throw std::runtime_error{"a bug"};
                                        },
                                        adding("last")});
    EXPECT_EQ(writer_->groups(), 2);
    EXPECT_TRUE(outcomes[0].ok());
    EXPECT_EQ(outcomes[1].error().code, ErrorCode::not_permitted);
    EXPECT_EQ(outcomes[2].error().code, ErrorCode::internal);
    EXPECT_TRUE(outcomes[3].ok());
    EXPECT_EQ(count("first"), 1);
    EXPECT_EQ(count("refused"), 0);
    EXPECT_EQ(count("thrown"), 0);
    EXPECT_EQ(count("last"), 1);
}

TEST_F(GroupWriterTest, RunsWorksOnceWhenThoseThatFailChangedNothing) {
    int runs = 0;
    auto const counted = [&](roomkey::Transaction& tx) {
        ++runs;
        return adding("one")(tx);
    };
    auto const refused = [](roomkey::Transaction&) -> Status {
        return refusal(ErrorCode::not_permitted);
    };
    auto const outcomes = run_together({counted, refused, counted});
    EXPECT_EQ(outcomes[1].error().code, ErrorCode::not_permitted);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count("one"), 2);
}

TEST_F(GroupWriterTest, ReportsWhatNobodyWaitsFor) {
    std::promise<Status> added;
    std::promise<Status> refused;
    ASSERT_TRUE(writer_->try_post(adding("one"), [&](Status const& outcome) {
        EXPECT_EQ(count("one"), 1);
        added.set_value(outcome);
    }));
    EXPECT_TRUE(added.get_future().get().ok());
    ASSERT_TRUE(writer_->try_post(
        [](roomkey::Transaction& tx) -> Status {
            TRY(adding("refused")(tx));
            return refusal(ErrorCode::not_permitted);
        },
        [&](Status const& outcome) { refused.set_value(outcome); }));
    EXPECT_EQ(refused.get_future().get().error().code, ErrorCode::not_permitted);
    EXPECT_EQ(count("refused"), 0);
}

TEST_F(GroupWriterTest, CommitsWhatIsPostedWithWhatIsWaitedFor) {
    std::promise<Status> posted;
    bool is_posted = false;
    auto const outcomes =
        run_together({adding("first"), adding("second")}, [&](roomkey::Transaction& /*tx*/) {
            // Ahead of those that wait, in the same group.
            is_posted = writer_->try_post(
                adding("posted"), [&](Status const& outcome) { posted.set_value(outcome); });
        });
    EXPECT_TRUE(is_posted);
    EXPECT_TRUE(posted.get_future().get().ok());
    EXPECT_TRUE(outcomes[0].ok());
    EXPECT_TRUE(outcomes[1].ok());
    EXPECT_EQ(writer_->groups(), 2);
    EXPECT_EQ(count("posted"), 1);
}

TEST_F(GroupWriterTest, TakesSoManyThatNobodyWaitsFor) {
    std::promise<void> entered;
    std::promise<void> gate;
    std::jthread blocker{[&] {
        EXPECT_TRUE(writer_
                        ->run([&](roomkey::Transaction&) -> Status {
                            entered.set_value();
                            gate.get_future().wait();
                            return Done{};
                        })
                        .ok());
    }};
    entered.get_future().wait();
    std::atomic<std::size_t> reported = 0;
    auto const post = [&] {
        return writer_->try_post(adding("posted"), [&](Status const& outcome) {
            EXPECT_TRUE(outcome.ok());
            ++reported;
        });
    };
    for (std::size_t i = 0; i < GroupWriter::waiting_max; ++i) ASSERT_TRUE(post());
    EXPECT_FALSE(post());
    gate.set_value();
    blocker.join();
    // What was taken is done before the end.
    writer_.reset();
    EXPECT_EQ(reported, GroupWriter::waiting_max);
    EXPECT_EQ(count("posted"), GroupWriter::waiting_max);
}

TEST_F(GroupWriterTest, ShowsAWorkWhatItsGroupDidBefore) {
    bool is_found = false;
    auto const outcomes = run_together({adding("first"), [&](roomkey::Transaction& tx) -> Status {
                                            AuditSearch search;
                                            search.account = "first";
                                            is_found = TRY(search_audit(tx, search)).count == 1;
                                            return Done{};
                                        }});
    EXPECT_TRUE(outcomes[1].ok());
    EXPECT_TRUE(is_found);
}

TEST_F(GroupWriterTest, IsUnavailableWhileAnotherProcessWrites) {
    ASSERT_TRUE(reader_->execute("BEGIN IMMEDIATE").ok());
    auto const refused = writer_->run(adding("one"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    ASSERT_TRUE(reader_->execute("COMMIT").ok());
    EXPECT_TRUE(writer_->run(adding("one")).ok());
    EXPECT_EQ(count("one"), 1);
}

TEST_F(GroupWriterTest, RefusesAllOfAGroupThatDoesNotFitOnTheDisk) {
    auto const pages = *reader_->integer("PRAGMA page_count");
    writer_ = std::make_unique<GroupWriter>(open(pages + 2), open(), group_max);
    ASSERT_TRUE(writer_->run(adding("before")).ok());
    auto const outcomes = run_together({adding("small"), adding(std::string(100'000, 'x'))});
    for (auto const& outcome : outcomes) {
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().code, ErrorCode::unavailable);
    }
    EXPECT_EQ(count("before"), 1);
    EXPECT_EQ(count("small"), 0);
    EXPECT_TRUE(writer_->run(adding("after")).ok());
    EXPECT_EQ(count("after"), 1);
}

TEST_F(GroupWriterTest, CountsOnlyTheCommitsOfOthersAsForeign) {
    auto const before = *writer_->foreign_changes();
    ASSERT_TRUE(writer_->run(adding("own")).ok());
    EXPECT_EQ(*writer_->foreign_changes(), before);
    ASSERT_TRUE(reader_->execute("UPDATE health SET checks = 9").ok());
    EXPECT_NE(*writer_->foreign_changes(), before);
}

TEST_F(GroupWriterTest, ChecksByADurableChange) {
    ASSERT_TRUE(writer_->check().ok());
    EXPECT_EQ(*reader_->integer("SELECT checks FROM health"), 1);
    ASSERT_TRUE(reader_->execute("BEGIN IMMEDIATE").ok());
    EXPECT_FALSE(writer_->check().ok());
    ASSERT_TRUE(reader_->execute("ROLLBACK").ok());
}

}  // namespace
}  // namespace roomkey::sqlite
