#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/key_checks.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, AnswersItsCheck) { EXPECT_TRUE(store_->check().ok()); }

TEST_P(StoreContract, RemembersEachOfItsKeysOnce) {
    auto const insert = [&](std::uint8_t key_id, int number) {
        return write([&](Transaction& tx) { return insert_key_check(tx, key_id, digest(number)); });
    };
    auto const checks = [&] { return read([](Reader& reader) { return key_checks(reader); }); };
    EXPECT_EQ(checks(), KeyChecks{});
    EXPECT_TRUE(insert(0, 1));
    EXPECT_TRUE(insert(255, 2));
    EXPECT_FALSE(insert(0, 3));
    EXPECT_FALSE(insert(255, 1));
    EXPECT_EQ(checks(), (KeyChecks{{0, digest(1)}, {255, digest(2)}}));
    write([](Transaction& tx) -> Status {
        EXPECT_EQ(TRY(key_checks(tx)).size(), 2U);
        return retire_key_check(tx, 255);
    });
    EXPECT_EQ(checks(), (KeyChecks{{0, digest(1)}, {255, removed_key}}));
    EXPECT_FALSE(insert(255, 3));
}

TEST_P(StoreContract, RollsBackOnAnError) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    auto const status = store_->write([&](Transaction& tx) -> Status {
        TRY(replace_code(tx, room.user.id, sample_code(2)));
        TRY(insert_notice(tx, sample_notice(1, room.user.id)));
        TRY(insert_audit(tx, sample_audit(corp, "room", start)));
        return refusal(ErrorCode::not_permitted);
    });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::not_permitted);
    EXPECT_EQ(terminal("room")->code->hash, digest(1));
    EXPECT_EQ(read([](Reader& reader) { return notice_figures(reader); }).queued, 0);
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, 0);
}

TEST_P(StoreContract, ShowsATransactionItsOwnChanges) {
    write([](Transaction& tx) -> Status {
        TRY(insert_user(tx, sample_member(corp, "ada")));
        EXPECT_TRUE(TRY(find_user_by_account(tx, "ada")));
        UserSearch search;
        search.reach.corp_id = CorpId{corp};
        search.text = "ada";
        EXPECT_EQ(TRY(search_users(tx, search)).count, 1);
        return Done{};
    });
}

TEST_P(StoreContract, SurvivesAChangeThatThrows) {
    auto const status = store_->write([](Transaction& tx) -> Status {
        TRY(insert_user(tx, sample_member(corp, "ada")));
        throw std::runtime_error{"a bug"};
    });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
    EXPECT_FALSE(read([](Reader& reader) { return find_user_by_account(reader, "ada"); }));
    add_member("ada");
}

TEST_P(StoreContract, ShowsAnAnsweredChangeToEveryLaterReading) {
    race(16, [&](int i) {
        for (int round = 0; round < 8; ++round) {
            auto const account = std::to_string(i) + "-" + std::to_string(round);
            write([&](Transaction& tx) { return insert_user(tx, sample_member(corp, account)); });
            EXPECT_TRUE(
                read([&](Reader& reader) { return find_user_by_account(reader, account); }));
        }
    });
}

TEST_P(StoreContract, ReadsOneSnapshotHoweverLongTheReading) {
    add_member("ada");
    read([&](Reader& reader) -> Status {
        EXPECT_TRUE(TRY(find_user_by_account(reader, "ada")));
        std::jthread{[&] { add_member("eve"); }}.join();
        EXPECT_FALSE(TRY(find_user_by_account(reader, "eve")));
        return Done{};
    });
    EXPECT_TRUE(read([](Reader& reader) { return find_user_by_account(reader, "eve"); }));
}

TEST_P(StoreContract, CommitsTheRightOnesOfManyTogether) {
    std::atomic<int> refused = 0;
    race(32, [&](int i) {
        for (int round = 0; round < 4; ++round) {
            auto const account = std::to_string(i) + "-" + std::to_string(round);
            auto const status = store_->write([&](Transaction& tx) -> Status {
                TRY(insert_user(tx, sample_member(corp, account)));
                if (i % 4 == 1) return refusal(ErrorCode::not_permitted);
                if (i % 4 == 2) throw std::runtime_error{"a bug"};
                return Done{};
            });
            if (!status.ok()) ++refused;
        }
    });
    EXPECT_EQ(refused, 64);
    UserSearch search;
    search.reach.corp_id = CorpId{corp};
    search.page.limit = 500;
    auto const page = read([&](Reader& reader) { return search_users(reader, search); });
    EXPECT_EQ(page.count, 64);
    for (auto const& row : page.data) {
        auto const kind = std::stoi(row.user.account) % 4;
        EXPECT_TRUE(kind == 0 || kind == 3) << row.user.account;
    }
}

TEST_P(StoreContract, LosesNoUpdateOfManyToARace) {
    auto const user = add_member("ada");
    race(16, [&](int) {
        write([&](Transaction& tx) -> Status {
            auto changed = TRY(find_user(tx, user.id));
            changed->sort_level += 1;
            return update_user(tx, *changed);
        });
    });
    EXPECT_EQ(read([&](Reader& reader) { return find_user(reader, user.id); })->sort_level,
              user.sort_level + 16);
}

TEST_P(StoreContract, KeepsWhatWasAnsweredAcrossReopening) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    store_.reset();
    store_ = engine_->open();
    ASSERT_TRUE(terminal("room"));
    EXPECT_EQ(terminal("room")->code->hash, digest(1));
    EXPECT_EQ(read([](Reader& reader) { return list_corps(reader); }).size(), 2U);
}

TEST_P(StoreContract, SeesTheChangesOfAnotherProcess) {
    auto const other = engine_->open();
    EXPECT_TRUE(valid(
        other->write([](Transaction& tx) { return insert_user(tx, sample_member(corp, "ada")); })));
    EXPECT_TRUE(read([](Reader& reader) { return find_user_by_account(reader, "ada"); }));
}

TEST_P(StoreContract, SharesTheDatabaseBetweenProcesses) {
    auto const other = engine_->open();
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    std::atomic<int> winners = 0;
    race(16, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        if (valid(store.write([](Transaction& tx) { return delete_code(tx, digest(1)); }))) {
            ++winners;
        }
    });
    EXPECT_EQ(winners, 1);
}

}  // namespace roomkey::contract
