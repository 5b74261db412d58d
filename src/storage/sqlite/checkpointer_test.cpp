#include "storage/sqlite/checkpointer.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::sqlite {
namespace {

class CheckpointerTest : public testing::Test {
protected:
    static constexpr int pages_start = 40;
    static constexpr int rounds = 20;
    /// A row takes three pages or four.
    static constexpr std::uintmax_t round_bytes_max = std::uintmax_t{pages_start} * 4 * 4'200;

    std::unique_ptr<Connection> open() {
        ConnectionOptions options;
        options.path = folder_.file("test.db");
        auto connection = Connection::open(options);
        EXPECT_TRUE(connection.ok());
        return std::move(connection).value();
    }

    void SetUp() override {
        writer_ = open();
        ASSERT_TRUE(writer_->execute("CREATE TABLE t (n INTEGER PRIMARY KEY, x BLOB)").ok());
        checkpointer_ = std::make_unique<Checkpointer>(open(), pages_start,
                                                       [this](std::function<void()> const& work) {
                                                           std::lock_guard const lock{writing_};
                                                           work();
                                                       });
        checkpointer_->watch(*writer_);
    }

    /// One commit of a few pages.
    void write() {
        std::lock_guard const lock{writing_};
        ASSERT_TRUE(writer_->execute("INSERT INTO t (x) VALUES (zeroblob(9000))").ok());
    }

    /// As many commits as fill the log more than once over, and a checkpoint among them.
    void write_one_round() {
        auto const before = checkpointer_->ended();
        for (int i = 0; i < pages_start; ++i) write();
        checkpointer_->wait_until(before + 1);
    }

    std::int64_t rows() { return writer_->integer("SELECT count(*) FROM t").value(); }

    std::uintmax_t log_bytes() { return std::filesystem::file_size(folder_.file("test.db-wal")); }

    TemporaryFolder folder_;
    std::mutex writing_;
    std::unique_ptr<Connection> writer_;
    std::unique_ptr<Checkpointer> checkpointer_;
};

TEST_F(CheckpointerTest, RestartsTheLogAgainAndAgain) {
    for (int round = 0; round < rounds; ++round) write_one_round();
    EXPECT_LT(log_bytes(), rounds / 4 * round_bytes_max);
    EXPECT_EQ(rows(), rounds * pages_start);
}

TEST_F(CheckpointerTest, GoesOnWhenAReaderHeldTheLog) {
    write();
    auto reader = open();
    ASSERT_TRUE(reader->execute("BEGIN; SELECT count(*) FROM t").ok());
    write_one_round();
    ASSERT_TRUE(reader->execute("COMMIT").ok());
    for (int round = 0; round < rounds; ++round) write_one_round();
    EXPECT_LT(log_bytes(), rounds / 4 * round_bytes_max);
    EXPECT_EQ(rows(), 1 + (rounds + 1) * pages_start);
}

TEST_F(CheckpointerTest, LeavesTheDatabaseWholeWhenItStops) {
    for (int i = 0; i < pages_start; ++i) write();
    checkpointer_.reset();
    EXPECT_EQ(open()->integer("SELECT count(*) FROM t").value(), pages_start);
}

}  // namespace
}  // namespace roomkey::sqlite
