#include "app/housekeeping.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <semaphore>
#include <set>
#include <utility>

#include "storage/sql/audit.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/sample_message.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using std::chrono::days;

class HousekeepingTest : public ::testing::Test {
protected:
    /// Until the daily work has been done so often; the first round, which prunes, comes ahead of
    /// it.
    void keep_house(Duration audit_keep, int times = 1) {
        std::counting_semaphore<> done{0};
        Housekeeping::Periods periods;
        periods.watch = std::chrono::milliseconds{1};
        periods.daily = std::chrono::milliseconds{3};
        Housekeeping const housekeeping(
            *store_, clock_, feed_, spool_, log_, audit_keep, [&] { done.release(); }, periods);
        for (int i = 0; i < times; ++i) {
            ASSERT_TRUE(done.try_acquire_for(std::chrono::minutes{1}));
        }
    }

    void send(std::string id, Instant created_at) {
        auto message = sample_message(Channel::email);
        message.id = NoticeId{std::move(id)};
        message.created_at = created_at;
        ASSERT_EQ(spool_.send(message).kind, SendOutcome::Kind::accepted);
    }

    std::size_t spooled() {
        auto const files = std::filesystem::directory_iterator(folder_.file("spool"));
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

    void record(std::string operation, Instant at) {
        AuditEntry entry;
        entry.at = at;
        entry.corp_id = CorpId{"123456789"};
        entry.operation = std::move(operation);
        entry.outcome = "ok";
        auto const recorded =
            store_->write([&](Transaction& tx) -> Status { return insert_audit(tx, entry); });
        ASSERT_TRUE(recorded.ok());
    }

    std::multiset<std::string> recorded() {
        std::multiset<std::string> operations;
        auto const found =
            store_->read([](Reader& reader) { return search_audit(reader, AuditSearch{}); });
        EXPECT_TRUE(found.ok());
        for (auto const& entry : found->data) operations.insert(entry.operation);
        return operations;
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    RecordingLog log_;
    TerminalFeed feed_;
    std::unique_ptr<BenchEngine> engine_ = make_bench_engine();
    std::unique_ptr<Store> store_ = engine_->open();
    SpoolChannel spool_ = SpoolChannel::open(folder_.file("spool")).value();
};

TEST_F(HousekeepingTest, DoesTheDailyWorkEachDay) {
    keep_house(Duration::zero(), 2);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(HousekeepingTest, EmptiesTheSpoolOfMessagesWhoseNoticesAreForgotten) {
    auto const oldest = clock_.now() - settled_notice_kept;
    send("aa", oldest - std::chrono::milliseconds{1});
    send("bb", oldest);
    send("cc", clock_.now());
    keep_house(Duration::zero());
    EXPECT_EQ(spooled(), 2U);
    clock_.advance(std::chrono::milliseconds{1});
    keep_house(Duration::zero());
    EXPECT_EQ(spooled(), 1U);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(HousekeepingTest, SaysThatTheSpoolCannotBeRead) {
    std::filesystem::remove(folder_.file("spool"));
    keep_house(Duration::zero());
    EXPECT_NE(log_.text().find("prune_failed"), std::string::npos) << log_.text();
}

TEST_F(HousekeepingTest, CutsTheTrailOfWhatIsOlderThanItIsKept) {
    record("last_kept", clock_.now() - days{7});
    record("first_cut", clock_.now() - days{7} - std::chrono::milliseconds{1});
    record("oldest", clock_.now() - days{400});
    keep_house(days{7});
    EXPECT_EQ(recorded(), (std::multiset<std::string>{"cut_audit", "last_kept"}));
}

TEST_F(HousekeepingTest, LeavesTheTrailWholeUnlessItIsToBeCut) {
    record("recent", clock_.now());
    record("oldest", clock_.now() - days{10'000});
    keep_house(Duration::zero());
    EXPECT_EQ(recorded(), (std::multiset<std::string>{"oldest", "recent"}));
}

TEST_F(HousekeepingTest, CutsMoreThanOneTransactionTakes) {
    auto const inserted = store_->write([&](Transaction& tx) -> Status {
        AuditEntry entry;
        entry.at = clock_.now() - days{8};
        entry.corp_id = CorpId{"123456789"};
        entry.operation = "old";
        entry.outcome = "ok";
        for (int i = 0; i < 501; ++i) {
            entry.at -= std::chrono::milliseconds{1};
            TRY(insert_audit(tx, entry));
        }
        return Done{};
    });
    ASSERT_TRUE(inserted.ok());
    keep_house(days{7});
    EXPECT_EQ(recorded(), std::multiset<std::string>{"cut_audit"});
}

}  // namespace
}  // namespace roomkey
