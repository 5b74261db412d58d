#include "app/transfer/transfer.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>

namespace roomkey {
namespace {

/// A database in memory, with faults on demand.
class Memory final : public TransferTarget {
public:
    Status read(TransferTable const& table, Take const& take) override {
        for (auto const& row : tables[table.name]) TRY(take(row));
        return Done{};
    }
    Result<std::int64_t> last_key(TransferTable const& table) override { return keys[table.name]; }
    Result<bool> is_empty() override {
        for (auto const& [name, rows] : tables) {
            if (!rows.empty()) return false;
        }
        return true;
    }
    Status begin(TransferTable const& table) override {
        begun = table.name;
        return Done{};
    }
    Status add(TransferRow const& row) override {
        // Last come, first in: the order says nothing.
        tables[begun].push_front(row);
        return Done{};
    }
    Status end() override {
        if (spoil) spoil(begun, tables[begun]);
        return Done{};
    }
    Status set_last_key(TransferTable const& table, std::int64_t key) override {
        keys[table.name] = key;
        return Done{};
    }
    Status commit() override {
        is_committed = true;
        return Done{};
    }

    using Rows = std::deque<TransferRow>;
    std::map<std::string, Rows> tables;
    std::map<std::string, std::int64_t> keys;
    std::function<void(std::string const& table, Rows& rows)> spoil;
    std::string begun;
    bool is_committed = false;
};

TransferRow text_row(std::string text) { return {std::int64_t{1}, std::move(text)}; }

class TransferTest : public testing::Test {
protected:
    TransferTest() {
        source.tables["corp"] = {text_row("a"), text_row("b")};
        source.tables["audit"] = {{std::monostate{}, Bytes{1, 2}}, text_row("")};
        source.keys["audit"] = 17;
    }
    Result<std::vector<TransferredTable>> transfer() {
        return transfer_all(source, target, [this](std::string const& table, std::int64_t rows) {
            observed[table] = rows;
        });
    }
    std::string refusal_with(std::function<void(Memory::Rows&)> const& spoil) {
        target = {};
        target.spoil = [&](std::string const& table, Memory::Rows& rows) {
            if (table == "corp") spoil(rows);
        };
        auto const done = transfer();
        return done.ok() ? "" : done.error().detail;
    }

    Memory source;
    Memory target;
    std::map<std::string, std::int64_t> observed;
};

TEST_F(TransferTest, TakesOverEveryTableAndTellsAboutIt) {
    auto const done = transfer();
    ASSERT_TRUE(done.ok()) << done.error().detail;
    EXPECT_EQ(done->size(), transfer_tables().size());
    EXPECT_EQ(target.tables["corp"].size(), 2U);
    EXPECT_EQ(target.keys["audit"], 17);
    EXPECT_EQ(observed.size(), transfer_tables().size());
    EXPECT_EQ(observed["corp"], 2);
    EXPECT_EQ(observed["nonce"], 0);
    for (auto const& table : *done) {
        EXPECT_EQ(table.rows, static_cast<std::int64_t>(source.tables[table.name].size()));
        EXPECT_EQ(table.digest == Digest{}, table.rows == 0) << table.name;
    }
    EXPECT_FALSE(target.is_committed);
}

TEST_F(TransferTest, RefusesATargetThatHoldsData) {
    target.tables["nonce"] = {text_row("")};
    auto const done = transfer();
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().detail, "the target already holds data");
    EXPECT_TRUE(target.tables["corp"].empty());
}

TEST_F(TransferTest, FindsWhatIsMissingOrDifferent) {
    EXPECT_EQ(refusal_with([](Memory::Rows&) {}), "");
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows.pop_back(); }),
              "the copy of table corp has 1 rows instead of 2");
    auto const differs = "the copy of table corp differs from the original";
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows[0] = rows[1]; }), differs);
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows[0][1] = std::string("A"); }), differs);
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows[0][0] = std::int64_t{257}; }), differs);
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows[0][0] = std::monostate{}; }), differs);
    // The same bytes as another kind, and the same text cut elsewhere.
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) { rows[0][1] = Bytes{'b'}; }), differs);
    EXPECT_EQ(refusal_with([](Memory::Rows& rows) {
                  rows[0] = {std::int64_t{1}, std::string("b"), std::string()};
              }),
              differs);
}

TEST_F(TransferTest, TellsOfProgressAtEachFiftyThousandRows) {
    source.tables["audit"].assign(100'001, text_row("x"));
    std::vector<std::int64_t> told;
    auto const done =
        transfer_all(source, target, [&](std::string const& table, std::int64_t rows) {
            if (table == "audit") told.push_back(rows);
        });
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(told, (std::vector<std::int64_t>{50'000, 100'000, 100'001}));
}

}  // namespace
}  // namespace roomkey
