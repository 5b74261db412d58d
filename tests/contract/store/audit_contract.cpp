#include "storage/sql/audit.hpp"

#include "tests/contract/store/store_contract.hpp"

// What of the audit trail may change: counts go up, and old records go.
namespace roomkey::contract {
namespace {

constexpr auto count_three = "three";

std::vector<AuditEntry> all_of_trail(Store& store) {
    AuditSearch search;
    search.page.limit = 100;
    return valid(store.read([&](Reader& reader) { return search_audit(reader, search); })).data;
}

}  // namespace

TEST_P(StoreContract, CountsAlikeRecordsInOne) {
    write([](Transaction& tx) -> Status {
        for (int i = 0; i < 3; ++i) {
            auto entry = sample_audit(corp, "room" + std::to_string(i), start + seconds(i));
            TRY(count_audit(tx, entry, count_three));
        }
        return count_audit(tx, sample_audit(corp, "hall", start + seconds(9)), "another");
    });
    write([](Transaction& tx) {
        return count_audit(tx, sample_audit(corp, "late", start + seconds(5)), count_three, 4);
    });
    auto const found = all_of_trail(*store_);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].account, "hall");
    EXPECT_EQ(found[0].count, 1);
    EXPECT_FALSE(found[0].last_at);
    EXPECT_EQ(found[1].account, "room0");
    EXPECT_EQ(found[1].at, start);
    EXPECT_EQ(found[1].count, 7);
    EXPECT_EQ(found[1].last_at, start + seconds(5));
}

TEST_P(StoreContract, FindsRecordsByActorSourceAndOutcome) {
    write([](Transaction& tx) -> Status {
        for (int i = 0; i < 8; ++i) {
            auto entry =
                sample_audit(i == 0 ? other_corp : corp, std::to_string(i), start + seconds(i));
            entry.actor = i % 2 == 0 ? "ann" : "ben";
            entry.source = i < 4 ? "192.0.2.1" : "192.0.2.2";
            entry.outcome = i % 3 == 0 ? "account_unknown" : "ok";
            TRY(insert_audit(tx, entry));
        }
        return Done{};
    });
    auto const found = [&](AuditSearch search) {
        std::string accounts;
        auto const page = read([&](Reader& reader) { return search_audit(reader, search); });
        EXPECT_EQ(page.count, std::ssize(page.data));
        for (auto const& entry : page.data) accounts += entry.account;
        return accounts;
    };
    for (bool const is_of_one : {true, false}) {
        AuditSearch search;
        if (is_of_one) search.corp_id = CorpId{corp};
        std::string const theirs = is_of_one ? "" : "0";
        EXPECT_EQ(found(search), "7654321" + theirs);
        search.actor = "ann";
        EXPECT_EQ(found(search), "642" + theirs);
        search.is_refused = true;
        EXPECT_EQ(found(search), "6" + theirs);
        search.is_refused = false;
        EXPECT_EQ(found(search), "42");
        search.source = "192.0.2.2";
        EXPECT_EQ(found(search), "4");
        search.actor = "";
        EXPECT_EQ(found(search), "754");
        search.is_refused = {};
        EXPECT_EQ(found(search), "7654");
        search.account = "5";
        EXPECT_EQ(found(search), "5");
        AuditSearch refused;
        refused.corp_id = search.corp_id;
        refused.is_refused = true;
        EXPECT_EQ(found(refused), "63" + theirs);
        refused.from = start + seconds(4);
        EXPECT_EQ(found(refused), "6");
    }
}

TEST_P(StoreContract, MakesOneRecordOfWhatComesAtOnceFromSeveralNodes) {
    auto const other = engine_->open();
    race(16, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([](Transaction& tx) {
            return count_audit(tx, sample_audit(corp, "room", start), count_three);
        }));
    });
    auto const found = all_of_trail(*store_);
    ASSERT_EQ(found.size(), 1U);
    // Nobody waits for the turn of another, so some may be missing.
    EXPECT_GE(found[0].count, 1);
    EXPECT_LE(found[0].count, 16);
}

TEST_P(StoreContract, CutsTheAuditTrailFromItsEnd) {
    write([](Transaction& tx) -> Status {
        for (int i = 0; i < 5; ++i) {
            TRY(insert_audit(tx,
                             sample_audit(corp, "room" + std::to_string(i), start + seconds(i))));
        }
        return Done{};
    });
    auto const cut = [&](Instant before, int rows_max) {
        return write([&](Transaction& tx) { return cut_audit(tx, before, rows_max); });
    };
    EXPECT_EQ(cut(start, 10), 0);
    EXPECT_EQ(cut(start + seconds(3), 2), 2);
    EXPECT_EQ(all_of_trail(*store_).size(), 3U);
    EXPECT_EQ(cut(start + seconds(3), 2), 1);
    EXPECT_EQ(cut(start + seconds(3), 2), 0);
    auto const left = all_of_trail(*store_);
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[1].at, start + seconds(3));
}

TEST_P(StoreContract, LetsNothingElseChangeTheAuditTrail) {
    write([](Transaction& tx) -> Status {
        TRY(insert_audit(tx, sample_audit(corp, "room", start)));
        TRY(insert_audit(tx, sample_audit(corp, "old", start - seconds(1))));
        TRY(count_audit(tx, sample_audit(corp, "many", start), count_three, 2));
        TRY(cut_audit(tx, start, 10));
        return Done{};
    });
    for (auto const* change :
         {"UPDATE audit SET actor = ''", "UPDATE audit SET at = 1", "UPDATE audit SET detail = 'x'",
          "UPDATE audit SET count = 3 WHERE account = 'room'",
          "UPDATE audit SET last_at = 1 WHERE account = 'room'",
          "UPDATE audit SET count = 2 WHERE account = 'many'",
          "UPDATE audit SET count = 1 WHERE account = 'many'",
          "UPDATE audit SET window_key = NULL WHERE account = 'many'",
          "DELETE FROM audit WHERE account = 'many'", "DELETE FROM audit WHERE at > 0"}) {
        EXPECT_FALSE(store_
                         ->write([&](Transaction& tx) -> Status {
                             TRY(tx.change(change));
                             return Done{};
                         })
                         .ok())
            << change;
    }
    EXPECT_EQ(all_of_trail(*store_).size(), 2U);
}

}  // namespace roomkey::contract
