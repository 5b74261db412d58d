#include <atomic>
#include <optional>
#include <string>

#include "storage/sql/audit.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "tests/contract/store/store_contract.hpp"

// Resets, one and many at once.
namespace roomkey::contract {
namespace {

using ResetWish = Result<std::optional<ResetChange>>;

ResetChange sample_reset(Terminal const& room, int number) {
    ResetChange change;
    change.user_id = room.user.id;
    change.at = start + seconds(number);
    change.code = sample_code(number);
    change.notices = {sample_notice(number, room.user.id)};
    change.audit = sample_audit("100000001", room.user.account, change.at);
    return change;
}

}  // namespace

TEST_P(StoreContract, LeavesOneLiveCodeAfterConcurrentResets) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    auto const room = add_terminal("room");
    bind(900, room);
    auto const other = engine_->open();
    std::atomic<int> unbound = 0;
    race(24, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        auto const done = valid(store.reset(
            {digest(500), "room", std::nullopt}, [&](ResetFacts const& facts) -> ResetWish {
                EXPECT_EQ(facts.session.value_or(SessionFacts{}).user.id, admin.id);
                if (!facts.terminal) return internal_error("no terminal");
                return std::optional{sample_reset(*facts.terminal, i)};
            }));
        ASSERT_TRUE(done);
        if (done->unbound) ++unbound;
    });
    EXPECT_EQ(unbound, 1);
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), 1);
    auto const left = terminal("room");
    EXPECT_FALSE(left->binding);
    // Exactly the notice of the code that is left is still to be sent.
    EXPECT_EQ(read([](Reader& reader) { return notice_figures(reader); }).queued, 1);
    auto const due = write(
        [](Transaction& tx) { return lease_notices(tx, 9, start + days(1), start + days(2)); });
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].code_id, left->code->id());
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, 24);
}

TEST_P(StoreContract, AnswersOneResetForAKeyUsedTwiceAtOnce) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    add_terminal("room");
    add_terminal("hall");
    auto const other = engine_->open();
    std::atomic<int> resets = 0;
    race(16, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        // One key for two accounts: what holds one account does not hold the key.
        auto const done = valid(store.reset(
            {digest(500), i % 4 < 2 ? "room" : "hall", digest(42)},
            [&](ResetFacts const& facts) -> ResetWish {
                if (facts.replay) return std::optional<ResetChange>{};
                auto change = sample_reset(*facts.terminal, i);
                change.replay = Replay{admin.id, digest(42), digest(i), {1}, start + days(1)};
                return std::optional{change};
            }));
        if (done) ++resets;
    });
    EXPECT_EQ(resets, 1);
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), 1);
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, 1);
}

TEST_P(StoreContract, ResetsWithAKeyWhoseAnswerLapsed) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    auto const room = add_terminal("room");
    for (int i = 1; i <= 2; ++i) {
        EXPECT_TRUE(valid(store_->reset(
            {digest(500), "room", digest(42)}, [&](ResetFacts const& facts) -> ResetWish {
                EXPECT_EQ(facts.replay.has_value(), i == 2);
                auto change = sample_reset(room, i);
                // Over at the very moment of the second.
                change.replay =
                    Replay{admin.id, digest(42), digest(i), {1}, start + seconds(i + 1)};
                return std::optional{change};
            })));
    }
    auto const kept =
        read([&](Reader& reader) { return find_replay(reader, admin.id, digest(42)); });
    EXPECT_EQ(kept->request_hash, digest(2));
    EXPECT_EQ(terminal("room")->code->hash, digest(2));
}

TEST_P(StoreContract, MakesAnotherCodeWhenAResetMeetsOneThatIsTaken) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    add_code(add_terminal("hall"), sample_code(77));
    add_terminal("room");
    int number = 77;
    EXPECT_TRUE(valid(store_->reset(
        {digest(500), "room", std::nullopt}, [&](ResetFacts const& facts) -> ResetWish {
            return std::optional{sample_reset(*facts.terminal, number++)};
        })));
    EXPECT_EQ(terminal("room")->code->hash, digest(78));
    EXPECT_EQ(terminal("hall")->code->hash, digest(77));
    EXPECT_EQ(read([](Reader& reader) { return notice_figures(reader); }).queued, 1);
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, 1);
}

TEST_P(StoreContract, ChangesNothingWhereAResetIsNotWanted) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    auto const nothing = valid(
        store_->reset({digest(500), "room", std::nullopt},
                      [](ResetFacts const&) -> ResetWish { return std::optional<ResetChange>{}; }));
    EXPECT_FALSE(nothing);
    auto const refused = store_->reset(
        {digest(500), "room", std::nullopt},
        [](ResetFacts const&) -> ResetWish { return refusal(ErrorCode::not_permitted); });
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::not_permitted);
    EXPECT_EQ(terminal("room")->code->hash, digest(1));
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, 0);
}

TEST_P(StoreContract, TellsADecisionWhatIsThereAndWhatIsNot) {
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    add_terminal("room");
    auto const facts_for = [&](int session, char const* account) {
        ResetFacts seen;
        auto const done = store_->reset({digest(session), account, digest(42)},
                                        [&](ResetFacts const& facts) -> ResetWish {
                                            seen = facts;
                                            return std::optional<ResetChange>{};
                                        });
        EXPECT_FALSE(valid(done));
        return seen;
    };
    auto const room = facts_for(500, "room");
    EXPECT_EQ(room.session.value_or(SessionFacts{}).user.account, "admin");
    ASSERT_TRUE(room.terminal);
    EXPECT_EQ(room.terminal->user.account, "room");
    EXPECT_FALSE(room.replay);
    EXPECT_FALSE(facts_for(501, "room").session);
    EXPECT_FALSE(facts_for(500, "nobody").terminal);
    EXPECT_FALSE(facts_for(500, "").terminal);
    // A member is not a terminal.
    EXPECT_FALSE(facts_for(500, "admin").terminal);
}

TEST_P(StoreContract, ResetsManyAccountsAtOnce) {
    constexpr int rooms = 60;
    auto const admin = add_member("admin");
    write([&](Transaction& tx) { return insert_session(tx, sample_session(500, admin.id)); });
    for (int i = 0; i < rooms; ++i) {
        auto const room = add_terminal("room" + std::to_string(i));
        if (i % 2 == 0) bind(900 + i, room);
    }
    auto const other = engine_->open();
    std::atomic<int> unbound = 0;
    std::atomic<int> refused = 0;
    race(rooms, [&](int i) {
        auto& store = i % 3 == 0 ? *other : *store_;
        bool is_refused = i % 10 == 1;
        auto const done = store.reset(
            {digest(500), "room" + std::to_string(i), digest(i)},
            [&](ResetFacts const& facts) -> ResetWish {
                if (is_refused) {
                    return refusal(ErrorCode::not_permitted);
                }
                auto change = sample_reset(*facts.terminal, i);
                change.replay = Replay{admin.id, digest(i), digest(i), {1}, start + days(1)};
                return std::optional{change};
            });
        if (is_refused) {
            EXPECT_FALSE(done.ok());
            ++refused;
        } else if (valid(done)->unbound) {
            ++unbound;
        }
    });
    EXPECT_EQ(refused, 6);
    EXPECT_EQ(unbound, rooms / 2);
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), rooms - 6);
    EXPECT_EQ(read([](Reader& reader) { return search_audit(reader, {}); }).count, rooms - 6);
    EXPECT_EQ(read([](Reader& reader) { return notice_figures(reader); }).queued, rooms - 6);
    for (int i = 0; i < rooms; ++i) {
        auto const room = terminal("room" + std::to_string(i));
        EXPECT_FALSE(room->binding);
        EXPECT_EQ(room->code.has_value(), i % 10 != 1);
        EXPECT_EQ(room->code ? room->code->hash : digest(i), digest(i));
        auto const kept =
            read([&](Reader& reader) { return find_replay(reader, admin.id, digest(i)); });
        EXPECT_EQ(kept.has_value(), i % 10 != 1);
    }
}

}  // namespace roomkey::contract
