#include "usecase/delivery/settle_notice.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::seconds;
using Kind = AttemptReport::Kind;

constexpr Duration lease = seconds{60};

class SettleNoticeTest : public OutboxFixture {
protected:
    SettleNoticeTest() { reset(user_, {"example@huawei.com", ""}); }

    /// The one notice that is due, which the test cannot go on without.
    Notice claimed() {
        auto claim = claims_.run(1, lease);
        if (!claim.ok() || claim->due.empty()) std::abort();
        return claim->due.front().notice;
    }
    std::optional<Notice> settle(Notice const& notice, AttemptReport const& report) {
        auto settled = settlements_.run(notice, report);
        EXPECT_TRUE(settled.ok());
        return settled.ok() ? std::move(*settled) : std::nullopt;
    }
    bool is_still_due(Notice const& notice) {
        auto const due = settlements_.is_still_due(notice);
        EXPECT_TRUE(due.ok());
        return due.ok() && *due;
    }
    Notice stored() { return notices_of(user_).front(); }

    User user_ = add_terminal("room101");
};

TEST_F(SettleNoticeTest, EndsAnAcceptedNotice) {
    auto const settled = settle(claimed(), {Kind::accepted, {}});

    ASSERT_TRUE(settled);
    EXPECT_EQ(settled->state, NoticeState::accepted);
    EXPECT_EQ(stored().state, NoticeState::accepted);
    EXPECT_TRUE(stored().sealed_contact.empty());
    EXPECT_TRUE(stored().failure.empty());
    auto const entries = audit_of(user_);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries.front().outcome, "ok");
    EXPECT_EQ(entries.front().detail, "email e***@huawei.com");
}

TEST_F(SettleNoticeTest, EndsARefusedNoticeAtOnce) {
    settle(claimed(), {Kind::refused, "no such mailbox"});

    EXPECT_EQ(stored().state, NoticeState::failed);
    EXPECT_EQ(stored().failure, "no such mailbox");
    EXPECT_TRUE(stored().sealed_contact.empty());
    clock_.advance(std::chrono::days{1});
    EXPECT_TRUE(claims_.run(1, lease)->due.empty());
    EXPECT_EQ(audit_of(user_).front().outcome, "refused");
}

TEST_F(SettleNoticeTest, TriesAgainAfterGrowingPauses) {
    Duration pause_before{0};
    for (int attempt = 1; attempt <= 5; ++attempt) {
        auto const settled = settle(claimed(), {Kind::try_again, "busy"});
        ASSERT_TRUE(settled);
        EXPECT_EQ(settled->state, NoticeState::queued);
        EXPECT_EQ(settled->attempts, attempt);
        EXPECT_FALSE(stored().sealed_contact.empty());
        auto const pause = settled->next_attempt_at - clock_.now();
        EXPECT_GT(pause, pause_before);
        pause_before = pause;

        clock_.advance(pause - Duration{1});
        EXPECT_TRUE(claims_.run(1, lease)->due.empty());
        clock_.advance(Duration{1});
    }
    EXPECT_TRUE(audit_of(user_).empty());
}

TEST_F(SettleNoticeTest, GivesUpWhenTheCodeLapsesBeforeTheNextAttempt) {
    clock_.advance(corp_.policy.code_validity - seconds{1});

    settle(claimed(), {Kind::try_again, "busy"});

    EXPECT_EQ(stored().state, NoticeState::failed);
    EXPECT_EQ(stored().failure, "code lapsed: busy");
    EXPECT_TRUE(stored().sealed_contact.empty());
    EXPECT_EQ(audit_of(user_).front().outcome, "code_lapsed");
}

TEST_F(SettleNoticeTest, ChangesNothingAfterTheLeaseWentToAnother) {
    auto const first = claimed();
    clock_.advance(lease);
    auto const second = claimed();

    EXPECT_FALSE(settle(first, {Kind::refused, "late"}));
    EXPECT_EQ(stored().state, NoticeState::sending);
    EXPECT_TRUE(settle(second, {Kind::accepted, {}}));
}

TEST_F(SettleNoticeTest, ChangesNothingAfterAReset) {
    auto const older = claimed();
    reset(user_, {});

    EXPECT_FALSE(settle(older, {Kind::accepted, {}}));
    EXPECT_EQ(stored().state, NoticeState::superseded);
    EXPECT_TRUE(audit_of(user_).empty());
}

TEST_F(SettleNoticeTest, RepeatsWhatMayHaveArrivedOnceAtMost) {
    AttemptReport const unclear{Kind::unclear, "SMS gateway: unclear answer (HTTP 200)"};
    auto const again = settle(claimed(), unclear);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state, NoticeState::queued);
    clock_.advance(seconds{60});
    auto const ended = settle(claimed(), unclear);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->state, NoticeState::failed);
    EXPECT_EQ(stored().failure, unclear.reason);
    EXPECT_EQ(audit_of(user_).front().outcome, "unclear");
}

TEST_F(SettleNoticeTest, RepeatsWhatGotNoAnswerTwiceAtMost) {
    // Attempts that certainly did not arrive do not count, wherever they come in between.
    auto const no_answer = AttemptReport{Kind::unanswered, "SMS gateway: may have arrived"};
    AttemptReport const reports[] = {{Kind::try_again, "down"},
                                     no_answer,
                                     no_answer,
                                     {Kind::try_again, "down"},
                                     {Kind::try_again, "down"}};
    for (auto const& report : reports) {
        auto const again = settle(claimed(), report);
        ASSERT_TRUE(again);
        EXPECT_EQ(again->state, NoticeState::queued);
        EXPECT_EQ(stored().failure, report.reason);
        clock_.set(again->next_attempt_at);
    }
    EXPECT_EQ(stored().doubtful_attempts, 2);
    EXPECT_EQ(settle(claimed(), no_answer)->state, NoticeState::failed);
    EXPECT_EQ(stored().failure, no_answer.reason);
    EXPECT_EQ(stored().attempts, 6);
    EXPECT_EQ(audit_of(user_).front().outcome, "unanswered");
}

TEST_F(SettleNoticeTest, CountsUnclearAnswersWithThoseThatDidNotCome) {
    settle(claimed(), {Kind::unanswered, "none"});
    clock_.advance(seconds{60});
    EXPECT_EQ(settle(claimed(), {Kind::unclear, "?"})->state, NoticeState::failed);
}

TEST_F(SettleNoticeTest, EndsWhatGotNoAnswerWhenTheCodeLapsesBeforeTheNextAttempt) {
    clock_.advance(corp_.policy.code_validity - seconds{1});
    settle(claimed(), {Kind::unanswered, "none"});
    EXPECT_EQ(stored().failure, "code lapsed: none");
}

TEST_F(SettleNoticeTest, ShowsNoUnreadableReason) {
    settle(claimed(), {Kind::refused, "550 no\r\nInjected: yes"});

    EXPECT_EQ(stored().failure, "unreadable reason");

    reset(user_, {"someone@huawei.com", ""});
    settle(claimed(), {Kind::refused, "550 \u202Eon"});
    EXPECT_EQ(stored().failure, "unreadable reason");
}

TEST_F(SettleNoticeTest, CutsALongReasonBetweenCharacters) {
    std::string reason(254, 'x');
    settle(claimed(), {Kind::refused, reason + "忙"});

    EXPECT_EQ(stored().failure, reason);
}

TEST_F(SettleNoticeTest, NamesAMissingReason) {
    settle(claimed(), {Kind::refused, {}});

    EXPECT_EQ(stored().failure, "no reason given");
}

TEST_F(SettleNoticeTest, GivesNoticesBackForALaterClaim) {
    auto const notice = claimed();
    auto const due_at = clock_.now() + seconds{30};

    ASSERT_TRUE(settlements_.give_back({notice}, due_at).ok());

    EXPECT_TRUE(claims_.run(1, lease)->due.empty());
    clock_.set(due_at);
    EXPECT_EQ(claimed().id, notice.id);
}

TEST_F(SettleNoticeTest, CountsNoAttemptForANoticeThatWasGivenBack) {
    for (int i = 0; i < 20; ++i) {
        auto const notice = claimed();
        EXPECT_EQ(notice.attempts, 1);
        ASSERT_TRUE(settlements_.give_back({notice}, clock_.now()).ok());
        EXPECT_EQ(stored().attempts, 0);
        clock_.advance(Duration{1});
    }
    // The first pause is that of a first attempt, however long it was put off.
    auto const settled = settle(claimed(), {Kind::try_again, "busy"});
    ASSERT_TRUE(settled);
    EXPECT_LE(settled->next_attempt_at - clock_.now(), seconds{10} * 5 / 4);
}

TEST_F(SettleNoticeTest, FindsAClaimedNoticeStillDue) { EXPECT_TRUE(is_still_due(claimed())); }

TEST_F(SettleNoticeTest, FindsANoticeNoLongerDueAfterAReset) {
    auto const notice = claimed();
    reset(user_, {"example@huawei.com", ""});

    EXPECT_FALSE(is_still_due(notice));
}

TEST_F(SettleNoticeTest, FindsANoticeNoLongerDueWhenItsCodeIsSpent) {
    auto const notice = claimed();
    spend_code(user_);

    EXPECT_FALSE(is_still_due(notice));
}

TEST_F(SettleNoticeTest, FindsANoticeNoLongerDueWhenItsLeaseIsOver) {
    auto const notice = claimed();
    clock_.advance(lease);

    EXPECT_FALSE(is_still_due(notice));
    auto const again = claimed();
    EXPECT_FALSE(is_still_due(notice));
    EXPECT_TRUE(is_still_due(again));
}

TEST_F(SettleNoticeTest, FindsANoticeNoLongerDueWhenItsCodeLapsed) {
    clock_.advance(corp_.policy.code_validity - seconds{1});
    auto const notice = claimed();
    clock_.advance(seconds{1});

    EXPECT_FALSE(is_still_due(notice));
}

}  // namespace
}  // namespace roomkey
