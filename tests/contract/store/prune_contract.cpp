#include "storage/sql/guesses.hpp"

#include "storage/sql/notice/notices.hpp"
#include "storage/sql/prune.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

constexpr Instant now = start + days(100);

}  // namespace

TEST_P(StoreContract, ForgetsSessionsThatNobodyCanUse) {
    auto const ada = add_member("ada");
    auto lapsed = sample_session(1, ada.id);
    auto refreshable = sample_session(2, ada.id);
    refreshable.refresh_expires_at = now + seconds(1);
    auto ended = refreshable;
    ended.access_hash = digest(3);
    ended.refresh_hash = digest(-3);
    ended.ended = SessionEnd::displaced;
    auto ended_lately = sample_session(4, ada.id);
    ended_lately.expires_at = now + seconds(1);
    ended_lately.ended = SessionEnd::signed_out;
    write([&](Transaction& tx) -> Status {
        for (auto const& session : {lapsed, refreshable, ended, ended_lately}) {
            TRY(insert_session(tx, session));
        }
        EXPECT_EQ(TRY(prune(tx, now, 100)), 2);
        EXPECT_EQ(TRY(prune(tx, now, 100)), 0);
        EXPECT_FALSE(TRY(find_session(tx, digest(1))));
        EXPECT_TRUE(TRY(find_session(tx, digest(2))));
        EXPECT_FALSE(TRY(find_session(tx, digest(3))));
        EXPECT_TRUE(TRY(find_session(tx, digest(4))));
        return Done{};
    });
}

TEST_P(StoreContract, ForgetsNoncesReplaysGuessesAndFailuresThatAreOver) {
    AppId const app{"app"};
    write([&](Transaction& tx) -> Status {
        TRY(insert_nonce(tx, app, digest(1), now - lapsed_kept));
        TRY(insert_nonce(tx, app, digest(2), now - lapsed_kept + seconds(1)));
        TRY(insert_nonce(tx, app, digest(3), std::nullopt));
        TRY(insert_replay(tx, {UserId{"ada"}, digest(1), digest(9), {1}, now}));
        TRY(insert_replay(tx, {UserId{"ada"}, digest(2), digest(9), {1}, now + seconds(1)}));
        auto const lock_end = now - lapsed_kept;
        TRY(save_sign_in_failures(tx, {"old", "s"}, {1, 0, {}, now - sign_in_failures_kept}));
        TRY(save_sign_in_failures(tx, {"", "locked"}, {1, 0, lock_end + seconds(1), start}));
        TRY(save_sign_in_failures(tx, {"old", "new"}, {1, 0, {}, now}));
        TRY(count_wrong_code(tx, {"192.0.2.1"}, digest(1), start, GuessLimits{}));
        TRY(count_wrong_code(tx, {"192.0.2.2"}, digest(1), now, GuessLimits{}));
        TRY(save_sign_in_failures(tx, {"free", ""}, {1, 0, lock_end, start}));
        TRY(save_sign_in_source(tx, {"ada", "left"}, now - sign_in_source_kept));
        TRY(save_sign_in_source(tx, {"ada", "kept"}, now - sign_in_source_kept + seconds(1)));
        // One nonce, one replay, two failures, one source of sign-ins, one of codes, one minute.
        EXPECT_EQ(TRY(prune(tx, now, 100)), 8);
        EXPECT_TRUE(TRY(insert_nonce(tx, app, digest(1), std::nullopt)));
        EXPECT_FALSE(TRY(insert_nonce(tx, app, digest(2), std::nullopt)));
        EXPECT_FALSE(TRY(insert_nonce(tx, app, digest(3), std::nullopt)));
        EXPECT_FALSE(TRY(find_replay(tx, UserId{"ada"}, digest(1))));
        EXPECT_TRUE(TRY(find_replay(tx, UserId{"ada"}, digest(2))));
        EXPECT_EQ(TRY(find_sign_in_failures(tx, {"old", "s"})).count, 0);
        EXPECT_EQ(TRY(find_sign_in_failures(tx, {"free", ""})).count, 0);
        EXPECT_EQ(TRY(find_sign_in_failures(tx, {"old", "new"})).count, 1);
        EXPECT_EQ(TRY(find_sign_in_failures(tx, {"", "locked"})).count, 1);
        EXPECT_FALSE(TRY(has_signed_in_from(tx, {"ada", "left"}, start)));
        EXPECT_TRUE(TRY(has_signed_in_from(tx, {"ada", "kept"}, start)));
        EXPECT_EQ(TRY(find_guesses(tx, {"192.0.2.2"}, now, {})).source_count, 1);
        EXPECT_EQ(TRY(find_guesses(tx, {"192.0.2.2"}, now, {})).minute_count, 1);
        return Done{};
    });
}

TEST_P(StoreContract, KeepsGuessesForNodesWhoseClockIsBehind) {
    GuessLimits const limits;
    auto const prune_at = [&](Instant at) {
        return write([&](Transaction& tx) { return prune(tx, at, 100); });
    };
    write([&](Transaction& tx) {
        return count_wrong_code(tx, {"192.0.2.1"}, digest(1), start, limits);
    });
    auto const lapses = start + limits.window;
    EXPECT_EQ(prune_at(start + lapsed_kept), 0);
    // The minute that is over, and then the window of the source with its code.
    EXPECT_EQ(prune_at(start + lapsed_kept + std::chrono::minutes{1}), 1);
    EXPECT_EQ(prune_at(lapses + lapsed_kept - seconds(1)), 0);
    auto const guesses = read([&](Reader& reader) {
        return find_guesses(reader, {"192.0.2.1"}, lapses - seconds(1), limits);
    });
    EXPECT_EQ(guesses.source_count, 1);
    EXPECT_EQ(prune_at(lapses + lapsed_kept), 2);
}

TEST_P(StoreContract, ForgetsBindingsThatEndedLongAgo) {
    auto const room = add_terminal("room");
    auto const end = [&](Instant at) {
        write([&](Transaction& tx) {
            return end_binding(tx, room.user.id, UnbindReason::reset, at);
        });
    };
    bind(1, room);
    end(now - ended_binding_kept);
    bind(2, room);
    end(now - ended_binding_kept + seconds(1));
    bind(3, room);
    write([&](Transaction& tx) -> Status {
        EXPECT_EQ(TRY(prune(tx, now, 100)), 1);
        EXPECT_FALSE(TRY(find_credential(tx, digest(1))));
        EXPECT_TRUE(TRY(find_credential(tx, digest(2))));
        EXPECT_TRUE(TRY(find_credential(tx, digest(3))));
        return Done{};
    });
}

TEST_P(StoreContract, ForgetsNoticesThatWereSettledLongAgo) {
    UserId const room{"user-room"};
    write([&](Transaction& tx) -> Status {
        TRY(insert_notice(tx, sample_notice(1, room)));
        TRY(supersede_notices(tx, room, now - settled_notice_kept));
        TRY(insert_notice(tx, sample_notice(2, room)));
        TRY(supersede_notices(tx, room, now - settled_notice_kept + seconds(1)));
        TRY(insert_notice(tx, sample_notice(3, room)));
        auto leased = TRY(lease_notices(tx, 1, start + days(1), start + days(2)));
        leased.at(0).state = NoticeState::accepted;
        EXPECT_TRUE(TRY(settle_notice(tx, leased[0])));
        TRY(insert_notice(tx, sample_notice(4, room)));
        EXPECT_EQ(TRY(prune(tx, now, 100)), 2);
        EXPECT_FALSE(TRY(find_notice(tx, NoticeId{"notice-1"})));
        EXPECT_TRUE(TRY(find_notice(tx, NoticeId{"notice-2"})));
        EXPECT_FALSE(TRY(find_notice(tx, NoticeId{"notice-3"})));
        EXPECT_TRUE(TRY(find_notice(tx, NoticeId{"notice-4"})));
        return Done{};
    });
}

TEST_P(StoreContract, PrunesNoMoreRowsThanAllowedAtOnce) {
    auto const ada = add_member("ada");
    write([&](Transaction& tx) -> Status {
        for (int i = 1; i <= 5; ++i) TRY(insert_session(tx, sample_session(i, ada.id)));
        EXPECT_EQ(TRY(prune(tx, now, 2)), 2);
        EXPECT_EQ(TRY(prune(tx, now, 2)), 2);
        EXPECT_EQ(TRY(prune(tx, now, 2)), 1);
        EXPECT_EQ(TRY(prune(tx, now, 2)), 0);
        return Done{};
    });
}

}  // namespace roomkey::contract
